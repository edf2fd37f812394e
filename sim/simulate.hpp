// simulate(): what a compiled design computes for given frames, by one of four models.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "runtime/files/any_array.hpp"

namespace sluice {

// The Verilog in Verilator, the cycle model in SystemC, the integer reference, the network in
// float.
enum class SimulationModel { kRtl, kSystemC, kInteger, kFloat };

// Frames [begin, end); `end` -1: to the last.
struct FrameRange {
  std::int64_t begin = 0, end = -1;
};

// What messages call the arrays, and what frames, elements and labels are counted from, in messages
// and in the labels themselves.
struct FrameNames {
  std::string input = "the input", labels = "the labels";
  std::int64_t first = 0;
};

struct SimulateOptions {
  SimulationModel model = SimulationModel::kRtl;
  FrameRange frames;
  std::string stalls = "none";  // none, source, sink, both, random; only rtl and systemc have time
  // Of the random stalls and of the RTL's registers before reset; 1 where not set. A model in which
  // it would do nothing refuses it.
  std::optional<std::uint64_t> seed;
  int jobs = 0;  // worker processes; 0: one a processor
  // The hardware's integers instead of real numbers, and no SoftMax or LogSoftMax of the host's;
  // the float model has none.
  bool raw = false;
  bool progress = true;  // on stderr
  FrameNames names;
  // Called with the names of the outputs before any work: may throw what makes the work pointless.
  std::function<void(const std::vector<std::string>&)> on_outputs = {};
};

// float32 {N, ...}; int32 with `raw`.
struct SimulatedOutput {
  std::string name;
  AnyArray values;
  std::string host_op = {};  // "SoftMax" or "LogSoftMax" when the host has applied it
};

struct SimulateResult {
  std::vector<SimulatedOutput> outputs;  // in the order of the manifest
  std::int64_t simulated_cycles = 0;     // 0 for a model without time
  double input_saturated = 0;            // share of the input's elements that its format cuts off
  double build_seconds = 0;              // Verilator and the C++ compiler; 0 when nothing was built
  double wall_seconds = 0;               // without build_seconds
};

// For people, of SimulateResult::input_saturated: a sentence with a newline, or nothing where so
// few saturate that it may be meant.
std::string saturation_text(double share);

// "rtl", "systemc", "integer", "float"; anything else is an Error.
SimulationModel parse_simulation_model(const std::string& text);

// "A:B", "A:", ":B" with 0 <= A < B; anything else is an Error.
FrameRange parse_frame_range(const std::string& text);

// Throws Error for an option that would have no effect on the model, whose name is the message's
// first word; simulate() does so, too.
void refuse_idle_options(const SimulateOptions& options);

// `input` is N x the design's input shape, float32 or uint8 (as real numbers 0..255), or one frame
// without the N. Throws Error for options that would have no effect, a folder that is no design, an
// input that does not fit (naming found and expected), a tool that is missing or fails; Interrupted
// on Ctrl-C, with no child left.
SimulateResult simulate(const std::string& design_folder, const AnyArray& input,
                        const SimulateOptions& options = {});

}  // namespace sluice
