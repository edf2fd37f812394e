// Elaborates a Machine and runs SystemC's kernel to the end.
#include <deque>
#include <memory>
#include <string>
#include <systemc>

#include "sim/systemc/kernel/processes.hpp"

// The library wants one; the simulation starts in run_machine().
int sc_main(int, char**) { return 1; }

namespace sluice {
namespace cycle_model {

MachineResult run_machine(const Machine& machine, BeatSink& sink) {
  sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
  std::deque<LinkState> links;
  std::deque<CounterState> counters;
  Run run;
  run.machine = &machine;
  run.sink = &sink;
  run.frames_out.resize(machine.sinks.size());
  for (const Link& link : machine.links) run.links.push_back(&links.emplace_back(link));
  for (const Counter& counter : machine.counters) {
    run.counters.push_back(&counters.emplace_back(counter));
  }
  const auto name = [](const char* kind, std::size_t i) { return kind + std::to_string(i); };
  std::deque<SequencerProcess> sequencers;
  std::deque<SourceProcess> sources;
  std::deque<SinkProcess> sinks;
  for (const Sequencer& sequencer : machine.sequencers) {
    sequencers.emplace_back(name("unit", sequencers.size()).c_str(), sequencer, run);
  }
  for (const Edge& edge : machine.sources) {
    sources.emplace_back(name("source", sources.size()).c_str(), edge, run);
  }
  for (const Edge& edge : machine.sinks) {
    sinks.emplace_back(name("sink", sinks.size()).c_str(), edge, run, sinks.size());
  }
  sc_core::sc_start();
  if (run.failure) std::rethrow_exception(run.failure);
  MachineResult result;
  result.cycles = run.last_cycle + 1;
  for (const SequencerProcess& sequencer : sequencers) {
    if (!sequencer.waiting_for().empty()) {
      result.waiting.push_back(sequencer.sequencer_name() + " waits for " +
                               sequencer.waiting_for());
    }
  }
  result.completed = !run.stopped && run.frames_done() == machine.frames;
  return result;
}

}  // namespace cycle_model
}  // namespace sluice
