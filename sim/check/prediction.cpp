// From a CycleTrace to one list a tap.
#include "sim/check/prediction.hpp"

#include <algorithm>

#include "compiler/schedule/cycles.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

CycleTrace run(const Dataflow& dataflow, const std::vector<Tap>& taps, std::int64_t frames,
               const StallPattern& stalls) {
  CycleOptions options;
  options.frames = frames;
  options.stalls = stalls;
  options.until_steady = stalls.kind == StallKind::kNone;
  for (const Tap& tap : taps) {
    if (tap.kind == TapKind::kStream) options.record.push_back(tap.stream);
  }
  CycleTrace trace = run_cycles(dataflow, options);
  check(trace.finished, "the cycle model runs to the end");
  return trace;
}

// Cut to `frames`, or continued from the steady state.
std::vector<std::int64_t> fit(std::vector<std::int64_t> cycles, std::int64_t beats_a_frame,
                              std::int64_t frames, const CycleTrace& trace) {
  const auto wanted = static_cast<std::size_t>(beats_a_frame * frames);
  if (trace.steady_frame < 0) {
    check(cycles.size() >= wanted, "the cycle model gives every beat");
    cycles.resize(wanted);
    return cycles;
  }
  const auto period = static_cast<std::size_t>(beats_a_frame);
  const auto settled = static_cast<std::size_t>(trace.steady_frame + 1) * period;
  check(cycles.size() >= settled, "the cycle model gives the first steady frame");
  cycles.resize(std::min(settled, wanted));
  while (cycles.size() < wanted) {
    cycles.push_back(cycles[cycles.size() - period] + trace.interval_cycles);
  }
  return cycles;
}

}  // namespace

PredictedCycles predict_cycles(const Dataflow& dataflow, const std::vector<Tap>& taps,
                               std::int64_t frames, const StallPattern& stalls) {
  CycleTrace trace = run(dataflow, taps, frames + 1, stalls);
  PredictedCycles cycles;
  std::size_t recorded = 0;
  for (const Tap& tap : taps) {
    const auto port = static_cast<std::size_t>(tap.port);
    std::vector<std::int64_t>& pops = tap.kind == TapKind::kInput ? trace.input_pops.at(port)
                                      : tap.kind == TapKind::kOutput
                                          ? trace.output_pops.at(port)
                                          : trace.stream_pops.at(recorded);
    if (tap.kind == TapKind::kStream) ++recorded;
    cycles.push_back(fit(std::move(pops), stream_of(dataflow, tap).beats, frames + 1, trace));
  }
  return cycles;
}

SteadyState steady_state(const Dataflow& dataflow) {
  const CycleTrace trace = run(dataflow, {}, kMostFramesToSettle, {});
  return {latency_cycles(dataflow, trace), trace.interval_cycles, trace.steady_frame};
}

std::int64_t frame_end(const Dataflow& dataflow, const std::vector<Tap>& taps,
                       const PredictedCycles& cycles, std::int64_t frame) {
  std::int64_t end = -1;
  for (std::size_t i = 0; i < taps.size(); ++i) {
    if (taps[i].kind != TapKind::kOutput) continue;
    const std::int64_t last = (frame + 1) * stream_of(dataflow, taps[i]).beats - 1;
    end = std::max(end, cycles[i].at(static_cast<std::size_t>(last)));
  }
  return end;
}

}  // namespace sluice
