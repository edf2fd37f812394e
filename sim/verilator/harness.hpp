// Drives a loaded design for some frames: clock, reset, AXI4-Stream source and sink with stalls,
// and watches its taps.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "compiler/schedule/stalls.hpp"
#include "sim/check/beat_sink.hpp"
#include "sim/check/tap.hpp"
#include "sim/verilator/model.hpp"

namespace sluice {

// How the top module's ports begin, "s_axis" or "m_axis_boxes", in port order.
struct EdgeNames {
  std::vector<std::string> inputs, outputs;
};

struct RtlRunOptions {
  std::int64_t frames = 1;
  std::int64_t least_cycles = 0;  // go on that long even when all outputs have left
  // When nothing has moved at the edge for longer, the design is stuck.
  std::int64_t most_quiet_cycles = 1'000'000;
  StallPattern stalls;
  // All elements of a frame at an input port, in stream order; valid until the port's next call.
  std::function<const std::vector<std::int64_t>&(int port, std::int64_t frame)> input_frame;
  // Called now and then with the frames that have left; throws to stop.
  std::function<void(std::int64_t frames_done)> on_progress;
};

struct RtlRunResult {
  bool completed = false;  // every output beat came; otherwise the sink ended the run, or it hung
  bool stuck = false;      // nothing moved at the edge for too long
  std::int64_t cycles = 0;
};

// From reset; cycle 0 is the first with reset released. After the last beat it runs a little
// longer, so that a beat too many shows.
RtlRunResult run_rtl(RtlModel& model, const Dataflow& dataflow, const EdgeNames& edges,
                     const std::vector<Tap>& taps, const RtlRunOptions& options, BeatSink& sink);

// Every net that run_rtl() looks at when it watches everything.
std::vector<std::string> observed_ports(const Dataflow& dataflow, const EdgeNames& edges);
std::vector<std::string> observed_nets(const Dataflow& dataflow);

}  // namespace sluice
