// verify(): the RTL against the integer reference bit for bit and against the cycle model cycle for
// cycle, on real frames.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/files/any_array.hpp"
#include "sim/simulate.hpp"

namespace sluice {

struct VerifyOptions {
  FrameRange frames;
  // false: only the outputs, over all frames without stalls and over `stalled_frames` under each
  // pattern. true: the same, and every internal stream in the frames under a pattern, where the
  // SystemC model is held against reference and prediction as well.
  bool all_streams = false;
  std::vector<std::string> stalls = {"none"};  // none, source, sink, both, random
  std::int64_t stalled_frames = 200;           // how many of the frames, under each pattern
  std::uint64_t seed = 1;                      // of the random stalls
  int jobs = 0;                                // worker processes; 0: one a processor
  bool progress = true;                        // on stderr
  FrameNames names;
};

struct PredictedMeasured {
  std::int64_t predicted = 0, measured = 0;
};

// Share of frames whose largest element of the first output stands at the label, 0 to 1.
struct Accuracy {
  double float_model = 0, integer = 0, rtl = 0;
  std::string output = {};
};

// The first beat that differs. Channel, row and column, from 0, are those of the element with the
// wrong value, else of the beat's first one; an element of a window names the place it came from.
// -1 where they mean nothing (a beat too many).
struct Mismatch {
  std::string what;   // "value", "cycle", "protocol", "missing beat", "extra beat", "model"
  std::string model;  // "rtl" or "systemc"
  std::string stalls;
  std::string layer, unit, stream;
  std::int64_t frame = -1, beat = -1, cycle = -1;
  // Of the run, whose cycles count from reset. Where the outputs alone were watched, a second run
  // looks for the origin: it has only the frame in question, several times.
  std::int64_t first_frame = 0, last_frame = 0;
  std::int64_t channel = -1, row = -1, column = -1;
  std::int64_t expected = 0, found = 0;
  std::string text;  // the whole of it as a sentence or two
};

struct VerifyReport {
  std::string design;
  std::int64_t frames = 0;
  bool bit_exact = false;
  bool cycle_exact = false;
  bool protocol_ok = false;
  std::vector<std::string> streams_checked;
  std::int64_t values_compared = 0;
  std::int64_t beats_timed = 0;
  PredictedMeasured interval_cycles;  // between the last beats of successive frames, steady state
  PredictedMeasured
      latency_cycles;  // cycle of the last beat of the first frame's last output, plus 1
  std::string bottleneck_unit, bottleneck_layer;
  std::int64_t bottleneck_cycles = 0;  // its steps a frame
  std::vector<std::string> stall_patterns;
  std::int64_t stalled_frames = 0;
  std::uint64_t seed = 0;
  std::vector<std::string> host_ops;  // "SoftMax for output ...": no part of the hardware
  std::optional<Accuracy> accuracy;
  double input_saturated = 0;  // share of the input's elements that its format cuts off
  std::int64_t simulated_cycles = 0;
  double wall_seconds = 0, build_seconds = 0;
  std::optional<Mismatch> mismatch;

  bool passed() const { return bit_exact && cycle_exact && protocol_ok && !mismatch; }
};

// What verify() does before anything else: a design's last report must not outlive a verification
// that fails. Leaves a folder alone that is no design.
void forget_last_verification(const std::string& design_folder);

// Throws Error for a pattern that stands twice; verify() does so, too.
void refuse_repeated_stalls(const std::vector<std::string>& stalls);

// Writes DESIGN/verify.json (also when something differs) and returns the same. `labels` holds one
// class a frame, counted from `names.first`. Errors as simulate().
VerifyReport verify(const std::string& design_folder, const AnyArray& input,
                    const std::optional<AnyArray>& labels = std::nullopt,
                    const VerifyOptions& options = {});

// For people: one fact a line.
std::string summary(const VerifyReport& report);
std::string to_json(const VerifyReport& report);

}  // namespace sluice
