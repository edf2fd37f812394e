// The clock loop.
#include "sim/verilator/harness.hpp"

#include <algorithm>
#include <memory>

#include "sim/verilator/probe.hpp"
#include "sim/verilator/source.hpp"

namespace sluice {
namespace {

constexpr int kResetCycles = 5;
constexpr std::int64_t kCyclesAfterLastBeat = 64;
constexpr std::int64_t kProgressCycles = 2048;

class Bench {
 public:
  Bench(RtlModel& model, const Dataflow& dataflow, const EdgeNames& edges,
        const std::vector<Tap>& taps, const RtlRunOptions& options, BeatSink& sink)
      : model_(model),
        options_(options),
        sink_(sink),
        clock_(model.net("aclk")),
        reset_n_(model.net("aresetn")),
        tlast_error_(model.net("tlast_error")) {
    for (std::size_t i = 0; i < taps.size(); ++i) {
      watches_everything_ |= taps[i].kind == TapKind::kStream;
      add_tap(dataflow, edges, taps[i], static_cast<int>(i));
    }
  }

  RtlRunResult run() {
    reset();
    std::int64_t last_activity = 0;
    std::int64_t quiet_from = -1;  // the cycle after the last output beat
    for (std::int64_t cycle = 0;; ++cycle) {
      if (!one_cycle(cycle)) return {all_out(), false, cycle + 1};
      if (moved_) last_activity = cycle;
      if (quiet_from < 0 && moved_ && all_out()) quiet_from = cycle + 1;
      if (quiet_from >= 0 &&
          cycle >= std::max(quiet_from, options_.least_cycles) + kCyclesAfterLastBeat) {
        return {true, false, quiet_from};
      }
      if (cycle - last_activity > options_.most_quiet_cycles) return {false, true, cycle + 1};
      if (cycle % kProgressCycles == 0 && options_.on_progress) options_.on_progress(frames_out());
    }
  }

 private:
  void add_tap(const Dataflow& dataflow, const EdgeNames& edges, const Tap& tap, int index) {
    const Stream& stream = stream_of(dataflow, tap);
    const auto port = static_cast<std::size_t>(tap.port);
    if (tap.kind == TapKind::kInput) {
      const int number = tap.port;
      sources_.emplace_back(model_, edges.inputs.at(port), number, stream, options_.frames,
                            [this, number](std::int64_t frame) -> const std::vector<std::int64_t>& {
                              return options_.input_frame(number, frame);
                            });
      source_taps_.push_back(index);
      return;
    }
    probes_.emplace_back(model_, stream, tap, index,
                         tap.kind == TapKind::kOutput ? edges.outputs.at(port) : "");
    if (tap.kind == TapKind::kOutput) {
      sink_ready_.push_back(model_.net(edges.outputs.at(port) + "_tready"));
      sink_valid_.push_back(model_.net(edges.outputs.at(port) + "_tvalid"));
      output_taps_.push_back(index);
      valid_alone_.push_back(false);
      output_probes_.push_back(probes_.size() - 1);
      output_beats_.push_back(stream.beats);
    }
  }

  void half_cycle(bool high) {
    clock_.set_bit(high);
    model_.eval();
  }

  void reset() {
    reset_n_.set_bit(false);
    for (const NetHandle& ready : sink_ready_) ready.set_bit(false);
    for (int i = 0; i < kResetCycles; ++i) {
      half_cycle(false);
      half_cycle(true);
    }
    reset_n_.set_bit(true);
  }

  bool one_cycle(std::int64_t cycle) {
    for (RtlSource& source : sources_) source.drive(options_.stalls, cycle);
    if (watches_everything_ && !check_valid_alone(cycle)) return false;
    for (std::size_t port = 0; port < sink_ready_.size(); ++port) {
      sink_ready_[port].set_bit(sink_ready(options_.stalls, static_cast<int>(port), cycle));
    }
    half_cycle(false);
    const bool go_on = observe(cycle);
    half_cycle(true);
    return go_on;
  }

  // The core must say that it has a beat without knowing whether the sink is ready.
  bool check_valid_alone(std::int64_t cycle) {
    for (const bool ready : {false, true}) {
      for (const NetHandle& port : sink_ready_) port.set_bit(ready);
      half_cycle(false);
      for (std::size_t port = 0; port < sink_valid_.size(); ++port) {
        const bool valid = sink_valid_[port].bit();
        if (!ready) valid_alone_[port] = valid;
        if (valid_alone_[port] == valid) continue;
        return sink_.protocol_error(output_taps_[port], cycle, "valid waits for ready");
      }
    }
    return true;
  }

  bool observe(std::int64_t cycle) {
    moved_ = false;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      if (!sources_[i].moves()) continue;
      moved_ = true;
      if (!sink_.beat(source_taps_[i], cycle, sources_[i].elements())) return false;
      sources_[i].advance();
    }
    const std::int64_t before = output_beats_seen();
    for (Probe& probe : probes_) {
      if (!probe.sample(cycle, sink_)) return false;
    }
    moved_ = moved_ || output_beats_seen() != before;
    if (tlast_error_.bit() &&
        !sink_.protocol_error(source_taps_.at(0), cycle,
                              "tlast_error is high, though every tlast came where it must")) {
      return false;
    }
    return sink_.end_of_cycle(cycle);
  }

  std::int64_t output_beats_seen() const {
    std::int64_t beats = 0;
    for (const std::size_t probe : output_probes_) beats += probes_[probe].beats();
    return beats;
  }

  std::int64_t frames_out() const {
    std::int64_t frames = options_.frames;
    for (std::size_t i = 0; i < output_probes_.size(); ++i) {
      frames = std::min(frames, probes_[output_probes_[i]].beats() / output_beats_[i]);
    }
    return frames;
  }

  bool all_out() const { return frames_out() >= options_.frames; }

  RtlModel& model_;
  const RtlRunOptions& options_;
  BeatSink& sink_;
  NetHandle clock_, reset_n_, tlast_error_;
  std::vector<RtlSource> sources_;
  std::vector<int> source_taps_;
  std::vector<Probe> probes_;
  std::vector<NetHandle> sink_ready_, sink_valid_;
  std::vector<int> output_taps_;
  std::vector<bool> valid_alone_;
  bool watches_everything_ = false;  // then nothing is spared
  std::vector<std::size_t> output_probes_;
  std::vector<std::int64_t> output_beats_;
  bool moved_ = false;
};

}  // namespace

RtlRunResult run_rtl(RtlModel& model, const Dataflow& dataflow, const EdgeNames& edges,
                     const std::vector<Tap>& taps, const RtlRunOptions& options, BeatSink& sink) {
  return Bench(model, dataflow, edges, taps, options, sink).run();
}

std::vector<std::string> observed_ports(const Dataflow& dataflow, const EdgeNames& edges) {
  std::vector<std::string> ports = {"aclk", "aresetn", "tlast_error"};
  for (const std::vector<std::string>* prefixes : {&edges.inputs, &edges.outputs}) {
    for (const std::string& prefix : *prefixes) {
      for (const char* net : {"_tvalid", "_tready", "_tdata", "_tlast"}) {
        ports.push_back(prefix + net);
      }
    }
  }
  check(edges.inputs.size() == input_units(dataflow).size(), "a port for every input");
  return ports;
}

std::vector<std::string> observed_nets(const Dataflow& dataflow) {
  std::vector<std::string> nets;
  for (const Stream& stream : dataflow.streams) {
    for (const char* net : {"_valid", "_ready", "_data"}) nets.push_back(stream.name + net);
  }
  return nets;
}

}  // namespace sluice
