// The predicted cycle of every beat at every tap, by the compiler's cycle model.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "compiler/schedule/stalls.hpp"
#include "sim/check/checker.hpp"
#include "sim/check/tap.hpp"

namespace sluice {

// For `frames` frames from reset and one more. Without stalls a proven steady state is continued,
// not computed.
PredictedCycles predict_cycles(const Dataflow& dataflow, const std::vector<Tap>& taps,
                               std::int64_t frames, const StallPattern& stalls);

// When nothing stalls: cycles from reset to behind the first frame's last beat, between frames, and
// from which frame on every frame repeats the one before it.
struct SteadyState {
  std::int64_t latency_cycles = 0, interval_cycles = 0;
  std::int64_t first_frame = 0;  // -1: queues still fill after very many frames
};
SteadyState steady_state(const Dataflow& dataflow);

// Cycle of the last beat of frame `frame`, the latest of all outputs.
std::int64_t frame_end(const Dataflow& dataflow, const std::vector<Tap>& taps,
                       const PredictedCycles& cycles, std::int64_t frame);

}  // namespace sluice
