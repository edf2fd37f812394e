// Builds the processes and channels of a dataflow, lets them run, and reads off what happened.
#include "compiler/schedule/cycles.hpp"

#include <algorithm>
#include <memory>

#include "compiler/dataflow/units.hpp"
#include "compiler/network/ids.hpp"
#include "compiler/schedule/engine.hpp"
#include "runtime/base/check.hpp"
#include "runtime/base/interrupt.hpp"

namespace sluice {
namespace {

using engine::Channel;
using engine::Cycle;
using engine::Process;
using engine::ProcessId;

constexpr std::int64_t kOutputEdgeDepth = 2;

class Run {
 public:
  Run(const Dataflow& dataflow, const CycleOptions& options)
      : dataflow_(dataflow), options_(options) {
    count_ports();
    for (const Stream& stream : dataflow.streams) {
      const bool endless = is_endless(channels_.size());
      add_channel(stream.beats, endless ? stream.beats * options.frames : stream.depth);
    }
    for (StreamId id : options.record) record_stream(id);
    for (const Unit& unit : dataflow.units) add_unit(unit);
  }

  CycleTrace run() {
    engine::WorkList work;
    for (const auto& process : processes_) work.add(process->id());
    std::int64_t checked = 0;
    while (!work.empty() && trace_.steady_frame < 0 && !is_late_) {
      Process& process = *processes_[index(work.take())];
      const std::int64_t before = process.frame();
      process.advance(work, options_.frames);
      if (process.frame() == before) continue;
      stop_if_interrupted();
      for (; checked < frames_done(); ++checked) note_frame(checked);
    }
    finish();
    return std::move(trace_);
  }

 private:
  void count_ports() {
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    for (const Unit& unit : dataflow_.units) {
      inputs += std::holds_alternative<InputUnit>(unit.kind) ? 1 : 0;
      outputs += std::holds_alternative<OutputUnit>(unit.kind) ? 1 : 0;
    }
    trace_.input_pops.resize(inputs);
    trace_.output_pops.resize(outputs);
    trace_.stream_pops.resize(options_.record.size());
  }

  Channel& add_channel(std::int64_t beats, std::int64_t depth) {
    channels_.push_back(std::make_unique<Channel>(depth));
    frames_held_ = std::max(frames_held_, (depth + beats - 1) / beats);
    return *channels_.back();
  }

  bool is_endless(std::size_t stream) const {
    return stream < options_.endless_streams.size() && options_.endless_streams[stream];
  }

  void record_stream(StreamId id) {
    for (std::size_t i = 0; i < options_.record.size(); ++i) {
      if (options_.record[i] == id) channels_[index(id)]->record = &trace_.stream_pops[i];
    }
  }

  ProcessId next_id() const { return static_cast<ProcessId>(processes_.size()); }
  Channel& channel(StreamId id) { return *channels_[index(id)]; }

  void add_unit(const Unit& unit) {
    buffers_.push_back(nullptr);
    if (const auto* window = std::get_if<WindowUnit>(&unit.kind)) {
      add_window(unit, *window);
      return;
    }
    const StepPattern pattern = step_pattern(dataflow_, unit);
    auto process =
        std::make_unique<engine::StepProcess>(next_id(), unit.name, pattern.steps, pattern.latency);
    for (std::size_t port = 0; port < unit.inputs.size(); ++port) {
      process->inputs.push_back(end_at(unit.inputs[port], pattern.pops[port]));
    }
    for (std::size_t port = 0; port < unit.outputs.size(); ++port) {
      process->outputs.push_back(end_at(unit.outputs[port], pattern.pushes[port]));
    }
    engine::StepProcess& added = *process;
    processes_.push_back(std::move(process));
    if (std::holds_alternative<InputUnit>(unit.kind)) add_source(added, pattern.steps);
    if (std::holds_alternative<OutputUnit>(unit.kind)) add_sink(added, unit, pattern);
  }

  engine::Port end_at(StreamId id, const Phase& phase) {
    return {channel(id), dataflow_.streams[index(id)].name, phase};
  }

  void add_source(engine::StepProcess& process, std::int64_t beats) {
    const int port = sources_++;
    const StallPattern stalls = options_.stalls;
    const std::int64_t interval = options_.source_interval;
    process.record = &trace_.input_pops[index(port)];
    process.offer = [port, stalls, interval, beats](std::int64_t beat, Cycle after) {
      Cycle t = std::max(after + 1, beat / beats * interval + beat % beats * interval / beats);
      while (!source_may_offer(stalls, port, t)) ++t;
      return t;
    };
  }

  void add_sink(engine::StepProcess& process, const Unit& unit, const StepPattern& pattern) {
    const int port = sinks_++;
    const StallPattern stalls = options_.stalls;
    Channel& edge = add_channel(pattern.steps, kOutputEdgeDepth);
    edge.record = &trace_.output_pops[index(port)];
    process.outputs.push_back({edge, "the output port", pattern.pushes[0]});
    sink_ids_.push_back(next_id());
    processes_.push_back(std::make_unique<engine::SinkProcess>(
        next_id(), "the sink of " + unit.name, pattern.steps, edge,
        [port, stalls](Cycle t) { return sink_ready(stalls, port, t); }));
  }

  void add_window(const Unit& unit, const WindowUnit& window) {
    const std::int64_t rows = options_.endless_rows ? window.height * options_.frames : window.rows;
    frames_held_ = std::max<std::int64_t>(frames_held_, window.rows / window.height + 1);
    buffers_.back() = std::make_unique<engine::RowBuffer>(window, rows);
    processes_.push_back(std::make_unique<engine::WindowWriter>(
        next_id(), unit.name + " (writing)", window_timing(window), channel(unit.inputs[0]),
        *buffers_.back()));
    processes_.push_back(std::make_unique<engine::WindowReader>(
        next_id(), unit.name + " (reading)", window, channel(unit.outputs[0]), *buffers_.back()));
  }

  std::int64_t frames_done() const {
    std::int64_t done = options_.frames;
    for (const auto& process : processes_) done = std::min(done, process->frame());
    return done;
  }

  void note_frame(std::int64_t frame) {
    note_steady(frame);
    if (options_.until_late) note_late(frame);
  }

  void note_late(std::int64_t frame) {
    if (frame == 0) return;
    const auto f = static_cast<std::size_t>(frame);
    const bool is_late = std::all_of(sink_ids_.begin(), sink_ids_.end(), [&](ProcessId sink) {
      const engine::FrameDigest& now = processes_[index(sink)]->digests()[f];
      const engine::FrameDigest& before = processes_[index(sink)]->digests()[f - 1];
      return now.digest == before.digest && now.start - before.start > options_.source_interval;
    });
    late_frames_ = is_late ? late_frames_ + 1 : 0;
    is_late_ = late_frames_ > frames_held_ + first_latency() / options_.source_interval;
  }

  // When the outputs' first frame begins.
  Cycle first_latency() const {
    Cycle latest = 0;
    for (const ProcessId sink : sink_ids_) {
      latest = std::max(latest, processes_[index(sink)]->digests().front().start);
    }
    return latest;
  }

  // Every time of a frame depends on times of this frame and of the `frames_held_` before it, so
  // once that many frames in a row repeat the one before them with one shift, all later ones do.
  void note_steady(std::int64_t frame) {
    if (frame == 0) return;
    const auto f = static_cast<std::size_t>(frame);
    std::int64_t shift = -1;
    for (const auto& process : processes_) {
      const engine::FrameDigest& now = process->digests()[f];
      const engine::FrameDigest& before = process->digests()[f - 1];
      if (shift < 0) shift = now.start - before.start;
      if (now.digest != before.digest || now.start - before.start != shift) {
        repeats_ = 0;
        return;
      }
    }
    repeats_ = shift == trace_.interval_cycles ? repeats_ + 1 : 1;
    trace_.interval_cycles = shift;
    if (options_.until_steady && repeats_ >= frames_held_) trace_.steady_frame = frame - repeats_;
  }

  void finish() {
    trace_.frames = frames_done();
    trace_.finished = trace_.frames == options_.frames || trace_.steady_frame >= 0;
    if (!trace_.finished) {
      for (const auto& process : processes_) {
        if (process->frame() < options_.frames) trace_.stuck.push_back(process->describe());
      }
    }
    for (std::size_t s = 0; s < dataflow_.streams.size(); ++s) {
      trace_.most_credits.push_back(
          is_endless(s) ? most_credits(*channels_[s],
                                       stream_latency_cycles(dataflow_, static_cast<StreamId>(s)))
                        : 0);
    }
    for (const auto& buffer : buffers_) {
      trace_.most_rows.push_back(buffer && options_.endless_rows ? most_rows(*buffer) : 0);
    }
  }

  // A credit is in use from the step that reserves it to the cycle of its pop.
  static std::int64_t most_credits(Channel& channel, int latency) {
    std::int64_t most = 0;
    std::int64_t popped = 0;
    for (std::int64_t k = 0; k < channel.pushed; ++k) {
      const Cycle reserved = channel.visible[k] - latency;
      while (popped < channel.popped && channel.pops[popped] < reserved) ++popped;
      most = std::max(most, k + 1 - popped);
    }
    return most;
  }

  static std::int64_t most_rows(engine::RowBuffer& buffer) {
    std::int64_t most = 0;
    std::int64_t freed = 0;
    for (std::int64_t beat = 0; beat < buffer.written; beat += buffer.row_beats) {
      while (freed < buffer.freed && buffer.free_times[freed] < buffer.write_times[beat]) ++freed;
      most = std::max(most, beat / buffer.row_beats + 1 - freed);
    }
    return most;
  }

  const Dataflow& dataflow_;
  const CycleOptions& options_;
  CycleTrace trace_;
  std::vector<std::unique_ptr<Channel>> channels_;
  std::vector<std::unique_ptr<engine::RowBuffer>> buffers_;
  std::vector<std::unique_ptr<Process>> processes_;
  int sources_ = 0, sinks_ = 0;
  std::int64_t frames_held_ = 1;
  std::int64_t repeats_ = 0;
  std::vector<ProcessId> sink_ids_;
  std::int64_t late_frames_ = 0;
  bool is_late_ = false;
};

}  // namespace

CycleTrace run_cycles(const Dataflow& dataflow, const CycleOptions& options) {
  return Run(dataflow, options).run();
}

std::int64_t latency_cycles(const Dataflow& dataflow, const CycleTrace& trace) {
  std::int64_t last = 0;
  std::size_t port = 0;
  for (const Unit& unit : dataflow.units) {
    const auto* output = std::get_if<OutputUnit>(&unit.kind);
    if (output == nullptr) continue;
    last =
        std::max(last, trace.output_pops[port++].at(static_cast<std::size_t>(output->beats - 1)));
  }
  return last + 1;
}

}  // namespace sluice
