// simulate(): what a compiled design computes for given frames, by one of four models.
#pragma once

#include <cstdint>
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

struct SimulateOptions {
  SimulationModel model = SimulationModel::kRtl;
  FrameRange frames;
  std::string stalls = "none";  // none, source, sink, both, random; only rtl and systemc have time
  std::uint64_t seed = 1;       // of the random stalls
  int jobs = 0;                 // worker processes; 0: one a processor
  // The hardware's integers instead of real numbers, and no SoftMax or LogSoftMax of the host's.
  // (The float model has no integers: raw is then what the host's SoftMax would have got.)
  bool raw = false;
  bool progress = true;  // on stderr
};

// float32 {N, ...}; int32 with `raw`, except for the float model.
struct SimulatedOutput {
  std::string name;
  AnyArray values;
};

struct SimulateResult {
  std::vector<SimulatedOutput> outputs;  // in the order of the manifest
  std::int64_t simulated_cycles = 0;     // 0 for a model without time
  double build_seconds = 0;              // Verilator and the C++ compiler; 0 when nothing was built
  double wall_seconds = 0;               // without build_seconds
};

// "rtl", "systemc", "integer", "float"; anything else is an Error.
SimulationModel parse_simulation_model(const std::string& text);

// "A:B", "A:", ":B" with 0 <= A < B; anything else is an Error.
FrameRange parse_frame_range(const std::string& text);

// `input` is N x the design's input shape, float32 or uint8 (as real numbers 0..255), or one frame
// without the N. Throws Error for a folder that is no design, an input that does not fit (naming
// found and expected), a tool that is missing or fails; Interrupted on Ctrl-C, with no child left.
SimulateResult simulate(const std::string& design_folder, const AnyArray& input,
                        const SimulateOptions& options = {});

}  // namespace sluice
