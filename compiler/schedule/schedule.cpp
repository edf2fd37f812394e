// Folding, widths, depths, and what they predict.
#include "compiler/schedule/schedule.hpp"

#include "compiler/dataflow/units.hpp"
#include "compiler/schedule/cycles.hpp"
#include "compiler/schedule/liveness.hpp"
#include "compiler/schedule/timing.hpp"
#include "compiler/schedule/widths.hpp"

namespace sluice {
namespace {

UnitId busiest(const Dataflow& dataflow) {
  UnitId result = 0;
  std::int64_t most = -1;
  for (std::size_t u = 0; u < dataflow.units.size(); ++u) {
    const std::int64_t cycles = interval_cycles(dataflow, dataflow.units[u]);
    if (cycles <= most) continue;
    most = cycles;
    result = static_cast<UnitId>(u);
  }
  return result;
}

}  // namespace

ScheduledDataflow schedule(const Dataflow& lowered, const FoldingOptions& options,
                           const BufferProgress& on_progress) {
  const Folding folding = choose_folding(lowered, options);
  Dataflow dataflow = with_folding(lowered, folding);
  size_buffers(dataflow, folding.interval_cycles, on_progress);
  ScheduledDataflow result = predicted(std::move(dataflow), options.clock_mhz);
  result.liveness = liveness_argument(result.dataflow);
  return result;
}

ScheduledDataflow predicted(Dataflow dataflow, double clock_mhz) {
  ScheduledDataflow result;
  result.clock_mhz = clock_mhz;
  result.dataflow = std::move(dataflow);
  result.bottleneck = busiest(result.dataflow);
  for (const Unit& unit : result.dataflow.units) {
    result.multipliers += multipliers(result.dataflow, unit);
  }
  CycleOptions run;
  run.frames = kMostFramesToSettle;
  run.until_steady = true;
  const CycleTrace trace = run_cycles(result.dataflow, run);
  // Queues may still be filling; the buffers are sized for the busiest unit all the same.
  const Unit& slowest = result.dataflow.units[static_cast<std::size_t>(result.bottleneck)];
  result.interval_cycles =
      trace.steady_frame >= 0 ? trace.interval_cycles : interval_cycles(result.dataflow, slowest);
  result.latency_cycles = latency_cycles(result.dataflow, trace);
  return result;
}

}  // namespace sluice
