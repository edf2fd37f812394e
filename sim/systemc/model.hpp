// The cycle model: a dataflow run in SystemC, units as timed processes with bounded FIFOs that
// carry real values.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "compiler/schedule/stalls.hpp"
#include "sim/check/beat_sink.hpp"
#include "sim/check/tap.hpp"
#include "sim/systemc/machine.hpp"

namespace sluice {

struct CycleModelOptions {
  std::int64_t frames = 1;
  StallPattern stalls;
  // All elements of a frame at an input port, in stream order; valid until the port's next call.
  std::function<const std::vector<std::int64_t>&(int port, std::int64_t frame)> input_frame;
  std::function<void(std::int64_t frames_done)> on_progress;
};

// Tells `sink` every beat at `taps`. Once a process, in a child (see run_machine).
cycle_model::MachineResult run_cycle_model(const Dataflow& dataflow, const std::vector<Tap>& taps,
                                           const CycleModelOptions& options, BeatSink& sink);

}  // namespace sluice
