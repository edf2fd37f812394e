// The three models behind one call.
#include "sim/run.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "runtime/base/error.hpp"
#include "sim/check/prediction.hpp"
#include "sim/systemc/model.hpp"
#include "sim/verilator/model.hpp"

namespace sluice {
namespace {

// The elements that the sources offer, in stream order.
class SourceFrames {
 public:
  SourceFrames(const RunInputs& inputs, FrameWindow window)
      : input_(inputs.input),
        window_(window),
        elements_(inputs.design.graph(), inputs.design.dataflow(),
                  input_taps(inputs.design.dataflow())),
        frame_size_(value_size(inputs.design.graph(), inputs.design.graph().inputs.at(0))),
        frames_(elements_.taps()) {}

  const std::vector<std::int64_t>& frame(int port, std::int64_t run_frame) {
    const auto tap = static_cast<std::size_t>(port);
    const std::int64_t first = window_.input_frame(run_frame) * frame_size_;
    return frames_[tap] = elements_.gather(tap, input_.values.data() + first);
  }

 private:
  static std::vector<Tap> input_taps(const Dataflow& dataflow) {
    std::vector<Tap> taps = taps_of(dataflow, Watch::kOutputs);
    std::erase_if(taps, [](const Tap& tap) { return tap.kind != TapKind::kInput; });
    return taps;
  }

  const Array<std::int32_t>& input_;
  FrameWindow window_;
  TapElements elements_;
  std::int64_t frame_size_;
  std::vector<std::vector<std::int64_t>> frames_;
};

// Counts frames, and ends the run when it has become pointless.
class Heartbeat {
 public:
  Heartbeat(TaskShared& shared, int task) : shared_(shared), task_(task) {}
  void operator()(std::int64_t frames_done) {
    shared_.add_done(frames_done - told_);
    told_ = frames_done;
    if (shared_.pointless(task_)) throw CalledOff();
  }

 private:
  TaskShared& shared_;
  int task_;
  std::int64_t told_ = 0;
};

class ModelRun {
 public:
  ModelRun(const RunInputs& inputs, const RunSpec& spec, OutputStore* store, TaskShared& shared,
           int task)
      : inputs_(inputs),
        spec_(spec),
        dataflow_(inputs.design.dataflow()),
        taps_(taps_of(dataflow_, spec.watch)),
        reference_(inputs.design.graph(), dataflow_, taps_, inputs.input, spec.window,
                   spec.frames + 1),
        source_(inputs, spec.window),
        heartbeat_(shared, task) {
    if (spec.checked) make_checker();
    recorder_.emplace(inputs.design.graph(), dataflow_, taps_, spec.window, spec.frames, store,
                      checker_ ? &*checker_ : nullptr);
  }

  RunOutcome run() {
    RunOutcome outcome;
    outcome.cycles = spec_.model == SimulationModel::kRtl ? run_rtl_model() : run_systemc_model();
    heartbeat_(spec_.frames);
    if (checker_) {
      checker_->finish(outcome.cycles);
      outcome.finding = checker_->finding();
      outcome.values_compared = checker_->values_compared();
      outcome.beats_timed = checker_->beats_timed();
    } else if (!recorder_->broken_rule().empty()) {
      throw Error("the RTL breaks the stream protocol: " + recorder_->broken_rule());
    }
    outcome.frame_ends = recorder_->frame_ends();
    outcome.predicted_ends = predicted_ends_;
    return outcome;
  }

 private:
  void make_checker() {
    PredictedCycles cycles = predict_cycles(dataflow_, taps_, spec_.frames, spec_.stalls);
    for (std::size_t i = 0; i < taps_.size(); ++i) {
      const std::int64_t beats = spec_.frames * stream_of(dataflow_, taps_[i]).beats;
      last_cycle_ = std::max(last_cycle_, cycles[i].at(static_cast<std::size_t>(beats - 1)));
    }
    for (std::int64_t frame = 0; frame < spec_.frames; ++frame) {
      predicted_ends_.push_back(frame_end(dataflow_, taps_, cycles, frame));
    }
    FrameElements elements(static_cast<int>(taps_.size()),
                           [this](std::int64_t frame) { return reference_.frame(frame); });
    checker_.emplace(dataflow_, taps_, spec_.frames, std::move(cycles), std::move(elements));
  }

  std::int64_t run_rtl_model() {
    const std::string& folder = inputs_.design.loaded.folder;
    if (chdir(folder.c_str()) != 0) {
      throw Error(folder + ": cannot be entered: " + std::strerror(errno));
    }
    RtlRunOptions options;
    options.frames = spec_.frames;
    options.least_cycles = last_cycle_ + 1;
    options.most_quiet_cycles = most_quiet_cycles();
    options.stalls = spec_.stalls;
    options.input_frame = [this](int port, std::int64_t frame) -> const std::vector<std::int64_t>& {
      return source_.frame(port, frame);
    };
    options.on_progress = [this](std::int64_t frames) { heartbeat_(frames); };
    const RtlRunResult result = drive(options);
    if (result.stuck && !finding()) fail_stuck(result.cycles, {});
    return result.cycles;
  }

  // Left alone by the world, a sound design finishes the frames that its next output beat waits for
  // in the time of one frame from reset, twice at most; stalls from outside last some dozens of
  // cycles.
  std::int64_t most_quiet_cycles() const {
    constexpr std::int64_t kStalls = 10'000;
    return 2 * inputs_.design.loaded.scheduled.latency_cycles + kStalls;
  }

  RtlRunResult drive(const RtlRunOptions& options) {
    try {
      RtlModel model(inputs_.library, static_cast<std::uint32_t>(spec_.stalls.seed + 1));
      return run_rtl(model, dataflow_, inputs_.design.edges, taps_, options, *recorder_);
    } catch (const Error&) {
      throw;
    } catch (const std::runtime_error& error) {
      throw Error(std::string("the RTL stopped: ") + error.what());
    }
  }

  std::int64_t run_systemc_model() {
    CycleModelOptions options;
    options.frames = spec_.frames;
    options.stalls = spec_.stalls;
    options.input_frame = [this](int port, std::int64_t frame) -> const std::vector<std::int64_t>& {
      return source_.frame(port, frame);
    };
    options.on_progress = [this](std::int64_t frames) { heartbeat_(frames); };
    const cycle_model::MachineResult result =
        run_cycle_model(dataflow_, taps_, options, *recorder_);
    if (!result.completed && !finding()) fail_stuck(result.cycles, result.waiting);
    return result.cycles;
  }

  bool finding() const {
    return (checker_ && checker_->finding()) || !recorder_->broken_rule().empty();
  }

  [[noreturn]] void fail_stuck(std::int64_t cycles, const std::vector<std::string>& waiting) const {
    throw Error("the design stands still after cycle " + std::to_string(cycles), {}, waiting);
  }

  const RunInputs& inputs_;
  const RunSpec& spec_;
  const Dataflow& dataflow_;
  std::vector<Tap> taps_;
  Reference reference_;
  SourceFrames source_;
  Heartbeat heartbeat_;
  std::optional<Checker> checker_;
  std::optional<OutputRecorder> recorder_;
  std::int64_t last_cycle_ = -1;
  std::vector<std::int64_t> predicted_ends_;
};

// No time and no streams: values straight into the store.
RunOutcome run_reference(const RunInputs& inputs, const RunSpec& spec, OutputStore* store,
                         TaskShared& shared, int task) {
  const IntegerGraph& graph = inputs.design.graph();
  const IntegerInterpreter interpreter(graph);
  const auto size = static_cast<std::size_t>(value_size(graph, graph.inputs.at(0)));
  Heartbeat heartbeat(shared, task);
  constexpr std::int64_t kBatch = 16;
  for (std::int64_t first = 0; first < spec.frames; first += kBatch) {
    const std::int64_t count = std::min(kBatch, spec.frames - first);
    const auto begin = static_cast<std::size_t>(spec.window.begin + first) * size;
    const IntegerBatch batch = interpreter.run(
        std::span(inputs.input.values).subspan(begin, static_cast<std::size_t>(count) * size),
        count);
    for (std::size_t output = 0; output < graph.outputs.size(); ++output) {
      const auto value = static_cast<std::size_t>(graph.outputs[output].value);
      auto place = batch.values[value].begin();
      for (std::int64_t f = 0; f < count; ++f) {
        const std::span<std::int64_t> frame = store->frame(output, spec.window.begin + first + f);
        std::copy_n(place, frame.size(), frame.begin());
        place += static_cast<std::ptrdiff_t>(frame.size());
      }
    }
    heartbeat(first + count);
  }
  return {};
}

}  // namespace

RunOutcome run_model(const RunInputs& inputs, const RunSpec& spec, OutputStore* store,
                     TaskShared& shared, int task) {
  if (spec.model == SimulationModel::kInteger) {
    return run_reference(inputs, spec, store, shared, task);
  }
  return ModelRun(inputs, spec, store, shared, task).run();
}

std::vector<FrameWindow> split(FrameWindow all, std::int64_t pieces, std::int64_t least) {
  const std::int64_t most = std::max<std::int64_t>(1, all.count / std::max<std::int64_t>(1, least));
  const std::int64_t count = std::clamp<std::int64_t>(pieces, 1, most);
  std::vector<FrameWindow> windows;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t begin = all.count * i / count, end = all.count * (i + 1) / count;
    windows.push_back({all.begin + begin, end - begin});
  }
  return windows;
}

std::string to_text(const RunOutcome& outcome) {
  nlohmann::json json = {{"values", outcome.values_compared},
                         {"beats", outcome.beats_timed},
                         {"cycles", outcome.cycles},
                         {"ends", outcome.frame_ends},
                         {"predicted", outcome.predicted_ends}};
  if (const auto& f = outcome.finding) {
    json["finding"] = {static_cast<int>(f->kind),
                       f->tap,
                       f->beat,
                       f->lane,
                       f->cycle,
                       f->expected,
                       f->found,
                       f->rule};
  }
  return json.dump();
}

RunOutcome parse_outcome(const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text);
  RunOutcome outcome;
  outcome.values_compared = json.at("values");
  outcome.beats_timed = json.at("beats");
  outcome.cycles = json.at("cycles");
  outcome.frame_ends = json.at("ends").get<std::vector<std::int64_t>>();
  outcome.predicted_ends = json.at("predicted").get<std::vector<std::int64_t>>();
  if (json.contains("finding")) {
    const nlohmann::json& f = json.at("finding");
    outcome.finding = {static_cast<FindingKind>(f.at(0).get<int>()),
                       f.at(1),
                       f.at(2),
                       f.at(3),
                       f.at(4),
                       f.at(5),
                       f.at(6),
                       f.at(7)};
  }
  return outcome;
}

}  // namespace sluice
