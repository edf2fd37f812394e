// Folding, widths, depths, and what they predict.
#include "compiler/schedule/schedule.hpp"

#include "compiler/dataflow/units.hpp"
#include "compiler/schedule/buffers.hpp"
#include "compiler/schedule/cycles.hpp"
#include "compiler/schedule/liveness.hpp"
#include "compiler/schedule/timing.hpp"
#include "compiler/schedule/widths.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kMostFramesToSettle = 4096;

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

ScheduledDataflow schedule(const Dataflow& lowered, const FoldingOptions& options) {
  const Folding folding = choose_folding(lowered, options);
  ScheduledDataflow result;
  result.clock_mhz = options.clock_mhz;
  result.dataflow = with_folding(lowered, folding);
  result.bottleneck = busiest(result.dataflow);
  size_buffers(result.dataflow, folding.interval_cycles);

  CycleOptions run;
  run.frames = kMostFramesToSettle;
  run.until_steady = true;
  const CycleTrace trace = run_cycles(result.dataflow, run);
  result.multipliers = folding.multipliers;
  // Queues may still be filling; the buffers are sized for the folding's interval all the same.
  result.interval_cycles =
      trace.steady_frame >= 0 ? trace.interval_cycles : folding.interval_cycles;
  result.latency_cycles = latency_cycles(result.dataflow, trace);
  result.liveness = liveness_argument(result.dataflow);
  return result;
}

}  // namespace sluice
