// verify(): plans the runs, does them in child processes, and draws the conclusion.
#include "sim/verify.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "compiler/schedule/timing.hpp"
#include "runtime/base/error.hpp"
#include "runtime/files/file.hpp"
#include "runtime/files/staged_folder.hpp"
#include "sim/check/explain.hpp"
#include "sim/float_model.hpp"
#include "sim/input_frames.hpp"
#include "sim/options.hpp"
#include "sim/verify_plan.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

std::string report_path(const std::string& folder) { return folder + "/verify.json"; }

class Verification {
 public:
  Verification(const std::string& folder, const AnyArray& input, const VerifyOptions& options)
      : options_(options),
        jobs_(job_count(options.jobs)),
        design_(open_design(folder)),
        frames_(input_frames(design_.graph(), input, options.names)),
        window_(chosen_frames(options.frames, frames_.shape[0], options.names)),
        input_(quantize_input(design_.graph(), frames_)),
        steady_(steady_state(design_.dataflow())),
        store_(design_.graph(), window_) {
    if (options.stalled_frames < 1) throw Error("the number of stalled frames must be 1 or more");
    runs_ = plan_runs(options, window_, steady_, jobs_);
  }

  VerifyReport run(const std::optional<AnyArray>& labels) {
    describe();
    std::vector<std::int64_t> wanted;
    if (labels) {
      const auto classes = static_cast<std::int64_t>(store_.frame(0, window_.begin).size());
      wanted = read_labels(*labels, frames_.shape[0], classes, options_.names);
    }
    const BuiltModel built = build_rtl(design_, jobs_, options_.progress);
    library_ = built.library;
    report_.build_seconds = built.build_seconds;
    const auto start = Clock::now();
    conclude(run_all(runs_, "verifying"));
    if (labels) report_.accuracy = accuracy(wanted);
    report_.wall_seconds = std::chrono::duration<double>(Clock::now() - start).count();
    write_file(report_path(design_.loaded.folder), to_json(report_));
    return report_;
  }

 private:
  void describe() {
    const Dataflow& dataflow = design_.dataflow();
    report_.design = design_.loaded.name;
    report_.frames = window_.count;
    const Watch watch = options_.all_streams ? Watch::kEverything : Watch::kOutputs;
    for (const Tap& tap : taps_of(dataflow, watch))
      report_.streams_checked.push_back(tap_name(tap));
    report_.stall_patterns = options_.stalls;
    report_.stalled_frames = std::min(window_.count, options_.stalled_frames);
    report_.seed = options_.seed;
    report_.input_saturated = saturated_share(design_.graph(), frames_, window_);
    for (const IntegerOutput& output : design_.graph().outputs) {
      if (output.host_op == HostOp::kNone) continue;
      report_.host_ops.push_back(std::string(host_op_name(output.host_op)) + " for output " +
                                 output.name);
    }
    const Unit& slowest =
        dataflow.units[static_cast<std::size_t>(design_.loaded.scheduled.bottleneck)];
    report_.bottleneck_cycles = interval_cycles(dataflow, slowest);
    report_.bottleneck_unit = slowest.name;
    report_.bottleneck_layer = slowest.layer;
    report_.interval_cycles.predicted = steady_.interval_cycles;
    report_.latency_cycles.predicted = steady_.latency_cycles;
  }

  std::string tap_name(const Tap& tap) const {
    const auto port = static_cast<std::size_t>(tap.port);
    if (tap.kind == TapKind::kInput) return design_.edges.inputs.at(port);
    if (tap.kind == TapKind::kOutput) return design_.edges.outputs.at(port);
    return stream_of(design_.dataflow(), tap).name;
  }

  // "" for a run that was called off.
  std::vector<std::string> run_all(const std::vector<RunSpec>& runs, const std::string& title) {
    std::vector<Task> tasks;
    std::int64_t frames = 0;
    for (const RunSpec& spec : runs) {
      frames += spec.frames;
      tasks.push_back({run_name(spec), [this, &spec](TaskShared& shared, int index) {
                         return run_one(spec, shared, index);
                       }});
    }
    Progress progress(title, "frames", frames, options_.progress);
    return run_tasks(tasks, jobs_, progress);
  }

  std::string run_one(const RunSpec& spec, TaskShared& shared, int index) {
    try {
      const bool stores = spec.watch == Watch::kOutputs && spec.stalls.kind == StallKind::kNone;
      const RunInputs inputs{design_, input_, library_};
      const RunOutcome outcome = run_model(inputs, spec, stores ? &store_ : nullptr, shared, index);
      if (outcome.finding) shared.give_up_after(index);
      return to_text(outcome);
    } catch (const CalledOff&) {
      return "";
    }
  }

  void conclude(const std::vector<std::string>& results) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (results[i].empty()) continue;
      const RunOutcome outcome = parse_outcome(results[i]);
      report_.values_compared += outcome.values_compared;
      report_.beats_timed += outcome.beats_timed;
      report_.simulated_cycles += outcome.cycles;
      if (i == 0) measure(outcome);
      if (outcome.finding && !report_.mismatch)
        report_.mismatch = origin(runs_[i], *outcome.finding);
    }
    // The first difference ends the comparison: what was not compared is not claimed.
    report_.bit_exact = !report_.mismatch;
    report_.protocol_ok = !report_.mismatch;
    report_.cycle_exact = !report_.mismatch && measured_as_predicted();
  }

  bool measured_as_predicted() const {
    return report_.interval_cycles.measured == report_.interval_cycles.predicted &&
           report_.latency_cycles.measured == report_.latency_cycles.predicted;
  }

  // The first run is long enough for the steady interval; where there is none, its last two frames
  // are what prediction and measurement speak of.
  void measure(const RunOutcome& outcome) {
    const std::vector<std::int64_t>& ends = outcome.frame_ends;
    if (!ends.empty()) report_.latency_cycles.measured = ends.front() + 1;
    const std::size_t frames = ends.size();
    if (frames < 2 || outcome.predicted_ends.size() < frames) return;
    report_.interval_cycles.measured = ends[frames - 1] - ends[frames - 2];
    if (steady_.first_frame >= 0) return;
    report_.interval_cycles.predicted =
        outcome.predicted_ends[frames - 1] - outcome.predicted_ends[frames - 2];
  }

  Mismatch explained(const RunSpec& spec, const Finding& finding) const {
    const std::string model = spec.model == SimulationModel::kRtl ? "rtl" : "systemc";
    return explain(design_.graph(), design_.dataflow(), taps_of(design_.dataflow(), spec.watch),
                   finding, {model, spec.stalls, spec.window});
  }

  // Only the outputs were watched: look for the first stream inside that differs.
  Mismatch origin(const RunSpec& spec, const Finding& finding) {
    if (spec.watch == Watch::kEverything) return explained(spec, finding);
    const std::vector<Tap> taps = taps_of(design_.dataflow(), spec.watch);
    const Tap& tap = taps[static_cast<std::size_t>(finding.tap)];
    const std::vector<RunSpec> looks = {
        closer_look(spec, finding, stream_of(design_.dataflow(), tap).beats)};
    const std::string text = run_all(looks, "looking for the origin").at(0);
    const RunOutcome outcome = parse_outcome(text);
    return outcome.finding ? explained(looks[0], *outcome.finding) : explained(spec, finding);
  }

  Accuracy accuracy(const std::vector<std::int64_t>& labels) {
    OutputStore integer(design_.graph(), window_);
    RunSpec spec;
    spec.model = SimulationModel::kInteger;
    spec.window = window_;
    spec.frames = window_.count;
    const Task reference{"integer reference", [&](TaskShared& shared, int index) {
                           run_model({design_, input_, ""}, spec, &integer, shared, index);
                           return std::string();
                         }};
    Progress silent("", "", window_.count, false);
    run_tasks({reference}, 1, silent);
    const std::vector<SimulatedOutput> real =
        run_float_model(design_.loaded, frames_, window_, HostOps::kLeftOut, silent);
    const auto& logits = std::get<Array<float>>(real.at(0).values);
    const auto classes = static_cast<std::ptrdiff_t>(logits.size() / window_.count);
    Accuracy right;
    for (std::int64_t f = 0; f < window_.count; ++f) {
      const std::int64_t label = labels[static_cast<std::size_t>(window_.begin + f)];
      const auto begin = logits.values.begin() + f * classes;
      right.float_model += std::max_element(begin, begin + classes) - begin == label;
      right.integer += integer.top_class(window_.begin + f) == label;
      right.rtl += store_.top_class(window_.begin + f) == label;
    }
    const auto count = static_cast<double>(window_.count);
    return {right.float_model / count, right.integer / count, right.rtl / count,
            design_.graph().outputs.at(0).name};
  }

  const VerifyOptions& options_;
  int jobs_;
  SimulatedDesign design_;
  Array<float> frames_;
  FrameWindow window_;
  Array<std::int32_t> input_;
  SteadyState steady_;
  OutputStore store_;
  std::vector<RunSpec> runs_;
  std::string library_;
  VerifyReport report_;
};

}  // namespace

void forget_last_verification(const std::string& design_folder) {
  std::error_code ignored;
  // A damaged design has one to lose as well.
  const bool has_model = fs::exists(design_folder + "/model/dataflow.json", ignored);
  if (has_model || is_design_folder(design_folder)) fs::remove(report_path(design_folder), ignored);
}

void refuse_repeated_stalls(const std::vector<std::string>& stalls) {
  for (auto pattern = stalls.begin(); pattern != stalls.end(); ++pattern) {
    if (std::find(stalls.begin(), pattern, *pattern) == pattern) continue;
    throw Error("found the stall pattern " + *pattern + " twice, expected each once");
  }
}

VerifyReport verify(const std::string& design_folder, const AnyArray& input,
                    const std::optional<AnyArray>& labels, const VerifyOptions& options) {
  forget_last_verification(design_folder);
  refuse_repeated_stalls(options.stalls);
  return Verification(design_folder, input, options).run(labels);
}

}  // namespace sluice
