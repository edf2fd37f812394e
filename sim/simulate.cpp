// simulate(): read, check, run in pieces, put together.
#include "sim/simulate.hpp"

#include <chrono>
#include <cstdio>

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

std::vector<std::string> output_names(const IntegerGraph& graph) {
  std::vector<std::string> names;
  for (const IntegerOutput& output : graph.outputs) names.push_back(output.name);
  return names;
}

}  // namespace

void refuse_idle_options(const SimulateOptions& options) {
  const bool has_time =
      options.model == SimulationModel::kRtl || options.model == SimulationModel::kSystemC;
  const std::string with_model = " has no effect with model " + model_name(options.model);
  if (!has_time && options.stalls != "none") {
    throw Error("stalls" + with_model + ", which has no clock cycles", {},
                {"models rtl and systemc have them"});
  }
  if (options.seed && options.model != SimulationModel::kRtl && options.stalls != "random") {
    throw Error("seed" + with_model + (has_time ? " and stalls " + options.stalls : ""), {},
                {"it is the seed of random stalls, and of the RTL's registers before reset"});
  }
  if (options.raw && options.model == SimulationModel::kFloat) {
    throw Error("raw" + with_model + ", which has no integers", {},
                {"models rtl, systemc and integer have them"});
  }
}

SimulateResult simulate(const std::string& design_folder, const AnyArray& input,
                        const SimulateOptions& options) {
  const StallPattern stalls = stall_pattern(options.stalls, options.seed.value_or(1));
  refuse_idle_options(options);
  const SimulatedDesign design = open_design(design_folder);
  const Array<float> frames = input_frames(design.graph(), input, options.names);
  const FrameWindow window = chosen_frames(options.frames, frames.shape[0], options.names);
  const int jobs = job_count(options.jobs);
  if (options.on_outputs) options.on_outputs(output_names(design.graph()));
  SimulateResult result;
  if (options.model != SimulationModel::kFloat) {
    result.input_saturated = saturated_share(design.graph(), frames, window);
  }
  std::string library;
  if (options.model == SimulationModel::kRtl) {
    const BuiltModel built = build_rtl(design, jobs, options.progress);
    library = built.library;
    result.build_seconds = built.build_seconds;
  }
  const auto start = Clock::now();
  Progress progress("simulating", "frames", window.count, options.progress);
  if (options.model == SimulationModel::kFloat) {
    result.outputs = run_float_model(design.loaded, frames, window, HostOps::kApplied, progress);
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
  for (std::size_t i = 0; i < result.outputs.size() && !options.raw; ++i) {
    const HostOp op = design.graph().outputs.at(i).host_op;
    if (op != HostOp::kNone) result.outputs[i].host_op = host_op_name(op);
  }
  result.wall_seconds = seconds_since(start);
  return result;
}

std::string saturation_text(double share) {
  constexpr double kMeant = 0.02;  // by the choice of the range
  if (share <= kMeant) return "";
  char text[160];
  std::snprintf(text, sizeof text,
                "%.0f %% of the input's elements are out of the range that the design was "
                "calibrated for, and saturate\n",
                100 * share);
  return text;
}

}  // namespace sluice
