// From a Dataflow to the machine that SystemC runs: a link for every stream and port, a sequencer
// for every unit.
#include "sim/systemc/model.hpp"

#include "compiler/schedule/timing.hpp"
#include "sim/systemc/behaviours.hpp"
#include "sim/systemc/window_behaviour.hpp"

namespace sluice {
namespace {

using cycle_model::ActivePhase;
using cycle_model::Machine;
using cycle_model::Sequencer;

constexpr int kOutputEdgeDepth = 2;

ActivePhase active(const Phase& phase) { return {phase.period, phase.begin, phase.end}; }

class MachineBuilder {
 public:
  MachineBuilder(const Dataflow& dataflow, const CycleModelOptions& options)
      : dataflow_(dataflow), options_(options) {
    machine_.frames = options.frames;
    machine_.on_progress = options.on_progress;
    for (const Stream& stream : dataflow.streams) {
      machine_.links.push_back({stream.name, stream.lanes, stream.depth, 1, -1});
    }
  }

  Machine build(const std::vector<Tap>& taps) {
    for (const UnitId unit : input_units(dataflow_)) add_source(unit_at(unit));
    for (const UnitId unit : output_units(dataflow_)) add_sink(unit_at(unit));
    std::size_t input = 0, output = 0;
    for (const Unit& unit : dataflow_.units) {
      if (is_window(unit)) {
        add_window(unit, std::get<WindowUnit>(unit.kind));
      } else if (std::holds_alternative<InputUnit>(unit.kind)) {
        add_unit(unit, {machine_.sources[input++].link}, unit.outputs);
      } else if (std::holds_alternative<OutputUnit>(unit.kind)) {
        add_unit(unit, unit.inputs, {machine_.sinks[output++].link});
      } else {
        add_unit(unit, unit.inputs, unit.outputs);
      }
    }
    for (std::size_t i = 0; i < taps.size(); ++i) tap_link(taps[i]).tap = static_cast<int>(i);
    return std::move(machine_);
  }

 private:
  const Unit& unit_at(UnitId id) const { return dataflow_.units[static_cast<std::size_t>(id)]; }
  const Stream& stream_at(StreamId id) const {
    return dataflow_.streams[static_cast<std::size_t>(id)];
  }

  cycle_model::Link& tap_link(const Tap& tap) {
    const auto port = static_cast<std::size_t>(tap.port);
    int link = tap.stream;
    if (tap.kind == TapKind::kInput) link = machine_.sources.at(port).link;
    if (tap.kind == TapKind::kOutput) link = machine_.sinks.at(port).link;
    return machine_.links[static_cast<std::size_t>(link)];
  }

  int add_link(cycle_model::Link link) {
    machine_.links.push_back(std::move(link));
    return static_cast<int>(machine_.links.size()) - 1;
  }

  // A wire: what is offered in a cycle can be taken in it.
  void add_source(const Unit& unit) {
    const Stream& stream = stream_at(unit.outputs.at(0));
    const int port = static_cast<int>(machine_.sources.size());
    const int link = add_link({unit.name + " (input)", stream.lanes, 1, 0, -1});
    machine_.sources.push_back(
        {link, stream.beats,
         [this_stalls = options_.stalls, port](std::int64_t cycle) {
           while (!source_may_offer(this_stalls, port, cycle)) ++cycle;
           return cycle;
         },
         [this, port](std::int64_t frame) -> const std::vector<std::int64_t>& {
           return options_.input_frame(port, frame);
         }});
  }

  void add_sink(const Unit& unit) {
    const Stream& stream = stream_at(unit.inputs.at(0));
    const int port = static_cast<int>(machine_.sinks.size());
    const int link = add_link({unit.name + " (output)", stream.lanes, kOutputEdgeDepth, 1, -1});
    machine_.sinks.push_back({link,
                              stream.beats,
                              [this_stalls = options_.stalls, port](std::int64_t cycle) {
                                while (!sink_ready(this_stalls, port, cycle)) ++cycle;
                                return cycle;
                              },
                              {}});
  }

  void add_unit(const Unit& unit, const std::vector<int>& inputs, const std::vector<int>& outputs) {
    const StepPattern pattern = step_pattern(dataflow_, unit);
    Sequencer sequencer;
    sequencer.name = unit.name;
    sequencer.steps = pattern.steps;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      sequencer.pops.push_back({inputs[i], active(pattern.pops.at(i))});
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      sequencer.pushes.push_back({outputs[i], active(pattern.pushes.at(i))});
      set_latency(outputs[i], pattern.latency);
    }
    sequencer.behaviour = behaviour_of(dataflow_, unit);
    machine_.sequencers.push_back(std::move(sequencer));
  }

  void add_window(const Unit& unit, const WindowUnit& window) {
    const WindowTiming timing = window_timing(window);
    const WindowBehaviours behaviours = window_behaviours(window);
    const int written = static_cast<int>(machine_.counters.size());
    const int freed = written + 1;
    machine_.counters.push_back({unit.name + "'s written beats", behaviours.beats_remembered});
    machine_.counters.push_back({unit.name + "'s free rows", behaviours.rows_remembered});
    const ActivePhase always;
    machine_.sequencers.push_back({unit.name + " (writing)",
                                   timing.write_steps,
                                   {{unit.inputs.at(0), always}},
                                   {},
                                   behaviours.writer,
                                   freed,
                                   written});
    machine_.sequencers.push_back({unit.name + " (reading)",
                                   timing.read_steps,
                                   {},
                                   {{unit.outputs.at(0), always}},
                                   behaviours.reader,
                                   written,
                                   freed});
    set_latency(unit.outputs.at(0), timing.latency);
  }

  void set_latency(int link, int latency) {
    machine_.links[static_cast<std::size_t>(link)].latency = latency;
  }

  const Dataflow& dataflow_;
  const CycleModelOptions& options_;
  Machine machine_;
};

}  // namespace

cycle_model::MachineResult run_cycle_model(const Dataflow& dataflow, const std::vector<Tap>& taps,
                                           const CycleModelOptions& options, BeatSink& sink) {
  MachineBuilder builder(dataflow, options);
  const Machine machine = builder.build(taps);
  return cycle_model::run_machine(machine, sink);
}

}  // namespace sluice
