// The timed processes: one a sequencer, one a source, one a sink. Each sleeps until the cycle in
// which it can go on, or until the event that will tell it.
#pragma once

#include <exception>
#include <string>
#include <systemc>
#include <vector>

#include "sim/systemc/kernel/link.hpp"
#include "sim/systemc/machine.hpp"

namespace sluice {
namespace cycle_model {

// What all processes share.
struct Run {
  const Machine* machine = nullptr;
  BeatSink* sink = nullptr;
  std::vector<LinkState*> links;
  std::vector<CounterState*> counters;
  bool stopped = false;                  // the BeatSink has had enough
  std::vector<std::int64_t> frames_out;  // by sink
  Cycle last_cycle = 0;
  std::exception_ptr failure;  // thrown by the machine's own functions; SystemC would garble it

  // Does `work`, and ends the run when that throws.
  template <typename Work>
  void guarded(Work work) {
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
      stop();
    }
  }
  void stop();
  // Tells the beat at the link's front, which leaves now.
  void tell(int link, Cycle t);
  void frame_left(std::size_t sink_number);
  std::int64_t frames_done() const;  // left at every sink
};

class SequencerProcess : public sc_core::sc_module {
 public:
  SequencerProcess(const sc_core::sc_module_name& name, const Sequencer& sequencer, Run& run);
  // "" once all steps have fired.
  std::string waiting_for() const { return waiting_; }
  const std::string& sequencer_name() const { return sequencer_.name; }

 private:
  struct PortState {
    LinkState* link;
    int link_id;
    ActivePhase phase;
    std::int64_t place = 0;  // the step modulo the period
    bool active() const { return place >= phase.begin && place < phase.end; }
    void advance() {
      if (++place == phase.period) place = 0;
    }
  };

  void work();
  void fire_due_steps();
  bool find_time(Cycle& t);
  bool counter_time(Cycle& t);
  void fire(Cycle t);
  bool quiet() const;
  void advance();

  const Sequencer& sequencer_;
  Run& run_;
  std::vector<PortState> pops_, pushes_;
  std::vector<const std::int64_t*> popped_;
  std::vector<std::int64_t*> pushed_;
  CounterState* waits_for_ = nullptr;
  CounterState* counts_ = nullptr;
  std::int64_t satisfied_ = 0;  // the counter is known to have reached this before
  std::int64_t step_ = 0, frame_ = 0;
  Cycle next_ = 0;  // the step cannot fire earlier
  std::string waiting_;
};

class SourceProcess : public sc_core::sc_module {
 public:
  SourceProcess(const sc_core::sc_module_name& name, const Edge& edge, Run& run);

 private:
  void work();
  void move_beats();

  const Edge& edge_;
  Run& run_;
  LinkState& link_;
  int lanes_;
  std::int64_t beat_ = 0, frame_ = 0;
  const std::vector<std::int64_t>* elements_ = nullptr;
};

class SinkProcess : public sc_core::sc_module {
 public:
  SinkProcess(const sc_core::sc_module_name& name, const Edge& edge, Run& run, std::size_t number);

 private:
  void work();
  void move_beats();

  const Edge& edge_;
  Run& run_;
  std::size_t number_;
  LinkState& link_;
  std::int64_t beat_ = 0, frame_ = 0;
  Cycle next_ = 0;
};

}  // namespace cycle_model
}  // namespace sluice
