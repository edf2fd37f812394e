// When each process goes on, and what it does then.
#include "sim/systemc/kernel/processes.hpp"

#include <algorithm>

namespace sluice {
namespace cycle_model {
namespace {

LinkState& link_of(const Run& run, int link) { return *run.links[static_cast<std::size_t>(link)]; }

}  // namespace

void Run::tell(int link, Cycle t) {
  last_cycle = std::max(last_cycle, t);
  const int tap = machine->links[static_cast<std::size_t>(link)].tap;
  if (tap < 0 || stopped) return;
  if (sink->beat(tap, t, link_of(*this, link).front())) return;
  stop();
}

void Run::stop() {
  stopped = true;
  sc_core::sc_stop();
}

std::int64_t Run::frames_done() const {
  return frames_out.empty() ? 0 : *std::min_element(frames_out.begin(), frames_out.end());
}

void Run::frame_left(std::size_t sink_number) {
  ++frames_out[sink_number];
  if (machine->on_progress) machine->on_progress(frames_done());
}

SequencerProcess::SequencerProcess(const sc_core::sc_module_name& name, const Sequencer& sequencer,
                                   Run& run)
    : sc_module(name), sequencer_(sequencer), run_(run) {
  for (const Port& port : sequencer.pops) {
    pops_.push_back({&link_of(run, port.link), port.link, port.phase});
  }
  for (const Port& port : sequencer.pushes) {
    pushes_.push_back({&link_of(run, port.link), port.link, port.phase});
  }
  popped_.resize(pops_.size());
  pushed_.resize(pushes_.size());
  const auto counter = [&run](int id) {
    return id < 0 ? nullptr : run.counters[static_cast<std::size_t>(id)];
  };
  waits_for_ = counter(sequencer.waits_for);
  counts_ = counter(sequencer.counts);
  SC_HAS_PROCESS(SequencerProcess);
  SC_METHOD(work);
}

void SequencerProcess::work() {
  run_.guarded([this] { fire_due_steps(); });
}

// Fires every step that is due; steps that touch nothing outside take their cycles without a wait.
void SequencerProcess::fire_due_steps() {
  while (!run_.stopped && frame_ < run_.machine->frames) {
    if (quiet()) {
      ++next_;
      advance();
      continue;
    }
    Cycle t = next_;
    if (!find_time(t)) return;
    if (t > now()) {
      next_trigger(cycles(t - now()));
      return;
    }
    fire(t);
  }
  waiting_.clear();
}

bool SequencerProcess::quiet() const {
  for (const PortState& port : pops_) {
    if (port.active()) return false;
  }
  for (const PortState& port : pushes_) {
    if (port.active()) return false;
  }
  return true;
}

// The first cycle from `t` on in which the step can fire. False when that depends on something yet
// to happen; the process then sleeps until it does.
bool SequencerProcess::find_time(Cycle& t) {
  for (PortState& port : pops_) {
    if (!port.active()) continue;
    if (!port.link->has_beat()) {
      port.link->consumer_waits = true;
      next_trigger(port.link->beat_pushed);
      waiting_ = "a beat on " + run_.machine->links[static_cast<std::size_t>(port.link_id)].name;
      return false;
    }
    t = std::max(t, port.link->visible_at());
  }
  for (PortState& port : pushes_) {
    if (!port.active()) continue;
    if (!port.link->has_credit()) {
      port.link->producer_waits = true;
      next_trigger(port.link->beat_popped);
      waiting_ = "space in " + run_.machine->links[static_cast<std::size_t>(port.link_id)].name;
      return false;
    }
    t = std::max(t, port.link->credit_at());
  }
  return waits_for_ == nullptr || counter_time(t);
}

bool SequencerProcess::counter_time(Cycle& t) {
  const std::int64_t needed = sequencer_.behaviour->needed(frame_, step_);
  if (needed <= satisfied_) return true;
  if (waits_for_->count() < needed) {
    waits_for_->reader_waits = true;
    next_trigger(waits_for_->counted);
    waiting_ = "count " + std::to_string(needed) + " of " +
               run_.machine->counters[static_cast<std::size_t>(sequencer_.waits_for)].name;
    return false;
  }
  t = std::max(t, waits_for_->time_of(needed - 1) + 1);
  return true;
}

void SequencerProcess::fire(Cycle t) {
  for (std::size_t i = 0; i < pops_.size(); ++i) {
    popped_[i] = pops_[i].active() ? pops_[i].link->front() : nullptr;
    if (pops_[i].active()) run_.tell(pops_[i].link_id, t);
  }
  for (std::size_t i = 0; i < pushes_.size(); ++i) {
    pushed_[i] = pushes_[i].active() ? pushes_[i].link->back() : nullptr;
  }
  sequencer_.behaviour->fire(step_, popped_.data(), pushed_.data());
  for (PortState& port : pops_) {
    if (port.active()) port.link->pop(t);
  }
  for (PortState& port : pushes_) {
    if (port.active()) port.link->push(t);
  }
  if (waits_for_ != nullptr) {
    satisfied_ = std::max(satisfied_, sequencer_.behaviour->needed(frame_, step_));
  }
  if (counts_ != nullptr) counts_->add(sequencer_.behaviour->counted(step_), t);
  next_ = t + 1;
  advance();
}

void SequencerProcess::advance() {
  for (PortState& port : pops_) port.advance();
  for (PortState& port : pushes_) port.advance();
  if (++step_ < sequencer_.steps) return;
  step_ = 0;
  ++frame_;
  for (PortState& port : pops_) port.place = 0;
  for (PortState& port : pushes_) port.place = 0;
}

SourceProcess::SourceProcess(const sc_core::sc_module_name& name, const Edge& edge, Run& run)
    : sc_module(name),
      edge_(edge),
      run_(run),
      link_(link_of(run, edge.link)),
      lanes_(run.machine->links[static_cast<std::size_t>(edge.link)].lanes) {
  SC_HAS_PROCESS(SourceProcess);
  SC_METHOD(work);
}

void SourceProcess::work() {
  run_.guarded([this] { move_beats(); });
}

// The wire holds one beat: the next is put on it, for the cycle in which it will be offered, when
// the one before has moved.
void SourceProcess::move_beats() {
  if (run_.stopped || frame_ == run_.machine->frames) return;
  if (beat_ == 0) elements_ = &edge_.frame(frame_);
  std::copy_n(elements_->data() + beat_ * lanes_, lanes_, link_.back());
  link_.push(edge_.next(now() == 0 && beat_ == 0 && frame_ == 0 ? 0 : now() + 1));
  link_.producer_waits = true;
  next_trigger(link_.beat_popped);
  if (++beat_ < edge_.beats) return;
  beat_ = 0;
  ++frame_;
}

SinkProcess::SinkProcess(const sc_core::sc_module_name& name, const Edge& edge, Run& run,
                         std::size_t number)
    : sc_module(name), edge_(edge), run_(run), number_(number), link_(link_of(run, edge.link)) {
  SC_HAS_PROCESS(SinkProcess);
  SC_METHOD(work);
}

void SinkProcess::work() {
  run_.guarded([this] { move_beats(); });
}

void SinkProcess::move_beats() {
  while (!run_.stopped && frame_ < run_.machine->frames) {
    if (!link_.has_beat()) {
      link_.consumer_waits = true;
      next_trigger(link_.beat_pushed);
      return;
    }
    const Cycle t = edge_.next(std::max(next_, link_.visible_at()));
    if (t > now()) {
      next_trigger(cycles(t - now()));
      return;
    }
    run_.tell(edge_.link, t);
    link_.pop(t);
    next_ = t + 1;
    if (++beat_ < edge_.beats) continue;
    beat_ = 0;
    ++frame_;
    run_.frame_left(number_);
  }
}

}  // namespace cycle_model
}  // namespace sluice
