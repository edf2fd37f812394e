// One run of one model over consecutive frames from reset, in this process; made to be the body of
// a task.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/check/checker.hpp"
#include "sim/check/reference.hpp"
#include "sim/design.hpp"
#include "sim/output_store.hpp"
#include "sim/process/tasks.hpp"

namespace sluice {

struct RunSpec {
  SimulationModel model = SimulationModel::kRtl;  // not kFloat
  FrameWindow window;
  std::int64_t frames = 1;  // more than the window has: it is repeated
  StallPattern stalls;
  Watch watch = Watch::kOutputs;
  bool checked = false;  // against reference and prediction
};

// What a design's runs have in common.
struct RunInputs {
  const SimulatedDesign& design;
  const Array<std::int32_t>& input;  // quantised frames
  std::string library;               // of the built RTL
};

struct RunOutcome {
  std::optional<Finding> finding;
  std::int64_t values_compared = 0, beats_timed = 0;
  std::int64_t cycles = 0;
  // Cycles of the frames' last beats, and the same as predicted (of a checked run).
  std::vector<std::int64_t> frame_ends, predicted_ends;
};

// An earlier task has made this run pointless.
struct CalledOff {};

// Outputs go to `store` where there is one. `shared` counts frames and may call the run off, which
// throws CalledOff. Throws Error when the model hangs or breaks off.
RunOutcome run_model(const RunInputs& inputs, const RunSpec& spec, OutputStore* store,
                     TaskShared& shared, int task);

// Contiguous windows that cover `all`, at most `pieces`, each of at least `least` frames.
std::vector<FrameWindow> split(FrameWindow all, std::int64_t pieces, std::int64_t least);

// Between processes.
std::string to_text(const RunOutcome& outcome);
RunOutcome parse_outcome(const std::string& text);

}  // namespace sluice
