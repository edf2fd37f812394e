// simulate(): read, check, run in pieces, put together.
#include "sim/simulate.hpp"

#include <chrono>

#include "runtime/base/error.hpp"
#include "sim/float_model.hpp"
#include "sim/input_frames.hpp"
#include "sim/options.hpp"
#include "sim/output_store.hpp"
#include "sim/run.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kLeastFramesATask = 8;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::int64_t run_pieces(const RunInputs& inputs, const RunSpec& whole, int jobs, OutputStore& store,
                        Progress& progress) {
  std::vector<Task> tasks;
  for (const FrameWindow& window : split(whole.window, std::int64_t{2} * jobs, kLeastFramesATask)) {
    RunSpec spec = whole;
    spec.window = window;
    spec.frames = window.count;
    const std::string name = "frames " + std::to_string(window.begin) + " to " +
                             std::to_string(window.begin + window.count - 1);
    tasks.push_back({name, [&inputs, &store, spec](TaskShared& shared, int index) {
                       return to_text(run_model(inputs, spec, &store, shared, index));
                     }});
  }
  std::int64_t cycles = 0;
  for (const std::string& text : run_tasks(tasks, jobs, progress)) {
    cycles += parse_outcome(text).cycles;
  }
  return cycles;
}

}  // namespace

SimulateResult simulate(const std::string& design_folder, const AnyArray& input,
                        const SimulateOptions& options) {
  const StallPattern stalls = stall_pattern(options.stalls, options.seed);
  const SimulatedDesign design = open_design(design_folder);
  const Array<float> frames = input_frames(design.graph(), input);
  const FrameWindow window = chosen_frames(options.frames, frames.shape[0]);
  const int jobs = job_count(options.jobs);
  SimulateResult result;
  std::string library;
  if (options.model == SimulationModel::kRtl) {
    const BuiltModel built = build_rtl(design, jobs, options.progress);
    library = built.library;
    result.build_seconds = built.build_seconds;
  }
  const auto start = Clock::now();
  Progress progress("simulating", "frames", window.count, options.progress);
  if (options.model == SimulationModel::kFloat) {
    result.outputs = run_float_model(design.loaded, frames, window, options.raw, progress);
    progress.finish();
  } else {
    const Array<std::int32_t> quantised = quantize_input(design.graph(), frames);
    OutputStore store(design.graph(), window);
    RunSpec spec;
    spec.model = options.model;
    spec.window = window;
    spec.stalls = stalls;
    result.simulated_cycles = run_pieces({design, quantised, library}, spec, jobs, store, progress);
    result.outputs = store.outputs(options.raw);
  }
  result.wall_seconds = seconds_since(start);
  return result;
}

}  // namespace sluice
