// The parts of the cycle model: channels with credits, and processes that walk their steps through
// them. One process is a sequencer of a unit, or the world behind an output.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "compiler/schedule/timing.hpp"

namespace sluice::engine {

using Cycle = std::int64_t;
using ProcessId = int;
constexpr ProcessId kNobody = -1;

// The last entries of an endless list, by their index from the list's beginning.
class History {
 public:
  explicit History(std::int64_t entries);
  Cycle& operator[](std::int64_t i) { return times_[static_cast<std::size_t>(i) & mask_]; }

 private:
  std::vector<Cycle> times_;
  std::size_t mask_;
};

// A FIFO with its credits. Beat k may be reserved once beat k - depth was popped.
struct Channel {
  explicit Channel(std::int64_t credits) : depth(credits), visible(credits), pops(credits) {}

  std::int64_t depth;
  std::int64_t pushed = 0, popped = 0;
  History visible, pops;
  ProcessId waiting_consumer = kNobody, waiting_producer = kNobody;
  std::vector<Cycle>* record = nullptr;
};

// Rows between a window unit's two sequencers.
struct RowBuffer {
  RowBuffer(const WindowUnit& window, std::int64_t buffer_rows);

  std::int64_t rows, row_beats;
  std::int64_t written = 0;  // beats
  std::int64_t freed = 0;    // rows
  History write_times, free_times;
  ProcessId waiting_reader = kNobody, waiting_writer = kNobody;
};

// Which processes can go on.
class WorkList {
 public:
  void add(ProcessId process) { ready_.push_back(process); }
  void wake(ProcessId& waiting) {
    if (waiting == kNobody) return;
    ready_.push_back(waiting);
    waiting = kNobody;
  }
  bool empty() const { return next_ == ready_.size(); }
  ProcessId take();

 private:
  std::vector<ProcessId> ready_;
  std::size_t next_ = 0;
};

// What one process did in its latest frames: equal digests mean equal steps relative to `start`.
struct FrameDigest {
  Cycle start = 0;
  std::uint64_t digest = 0;
};

class Process {
 public:
  Process(ProcessId id, std::string name, std::int64_t steps_per_frame)
      : id_(id), name_(std::move(name)), steps_per_frame_(steps_per_frame) {}
  virtual ~Process() = default;
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Fires steps until something is missing or `frames` frames are done.
  void advance(WorkList& work, std::int64_t frames) {
    while (frame_ < frames && fire(work)) {
    }
  }

  ProcessId id() const { return id_; }
  std::int64_t frame() const { return frame_; }
  const std::vector<FrameDigest>& digests() const { return digests_; }
  // What it waits for, in words.
  std::string describe() const;

 protected:
  virtual bool fire(WorkList& work) = 0;
  virtual std::string waits_for() const = 0;

  // A step fired in cycle t.
  void stepped(Cycle t) {
    if (step_ == 0) current_ = {t, 0};
    current_.digest =
        (current_.digest ^ static_cast<std::uint64_t>(t - current_.start)) * 0x9e3779b97f4a7c15U +
        1;
    next_ = t + 1;
    advance_steps(1);
  }

  // Steps of this frame that touch no channel: one a cycle from now on. The digest does without
  // them, since the steps around them tell their times.
  void idle(std::int64_t steps) {
    if (step_ == 0) current_ = {next_, 0};
    next_ += steps;
    advance_steps(steps);
  }
  std::int64_t steps_left() const { return steps_per_frame_ - step_; }

  ProcessId id_;
  std::string name_;
  std::int64_t steps_per_frame_;
  std::int64_t step_ = 0, frame_ = 0;
  Cycle next_ = 0;  // no step fires before it

 private:
  void advance_steps(std::int64_t steps) {
    step_ += steps;
    if (step_ < steps_per_frame_) return;
    step_ = 0;
    ++frame_;
    digests_.push_back(current_);
  }

  FrameDigest current_;
  std::vector<FrameDigest> digests_;
};

// The end of a channel at a process.
struct Port {
  Channel* channel = nullptr;
  std::string name;
  Phase phase;
  std::int64_t place = 0;
  bool active = true;  // in the coming step

  Port(Channel& its_channel, std::string its_name, const Phase& its_phase)
      : channel(&its_channel),
        name(std::move(its_name)),
        phase(its_phase),
        active(its_phase.active(0)) {}
  void advance() {
    if (++place == phase.period) place = 0;
    active = place >= phase.begin && place < phase.end;
  }
  // Steps until it is active; 0 when it is.
  std::int64_t idle_steps() const {
    if (active) return 0;
    return place < phase.begin ? phase.begin - place : phase.period - place + phase.begin;
  }
  void skip(std::int64_t steps) {
    place = (place + steps) % phase.period;
    active = place >= phase.begin && place < phase.end;
  }
};

// When the world offers its k-th beat, given the cycle of the transfer before it.
using Offer = std::function<Cycle(std::int64_t beat, Cycle after)>;

// A unit with one sequencer. `offer` is set for an input edge, whose input is the world.
class StepProcess : public Process {
 public:
  StepProcess(ProcessId id, std::string name, std::int64_t steps, int latency)
      : Process(id, std::move(name), steps), latency_(latency) {}

  std::vector<Port> inputs, outputs;
  Offer offer;
  std::vector<Cycle>* record = nullptr;

 protected:
  bool fire(WorkList& work) override;
  std::string waits_for() const override;

 private:
  std::int64_t idle_steps() const;
  void skip(std::int64_t steps);

  int latency_;
  Cycle last_ = -1;
  std::int64_t beats_ = 0;
  const Port* missing_ = nullptr;  // what the step waited for when it last could not fire
};

// The world behind an output: pops in the first cycle in which it is ready.
class SinkProcess : public Process {
 public:
  SinkProcess(ProcessId id, std::string name, std::int64_t beats, Channel& channel,
              std::function<bool(Cycle)> ready)
      : Process(id, std::move(name), beats), channel_(channel), ready_(std::move(ready)) {}

 protected:
  bool fire(WorkList& work) override;
  std::string waits_for() const override { return "a beat"; }

 private:
  Channel& channel_;
  std::function<bool(Cycle)> ready_;
};

class WindowWriter : public Process {
 public:
  WindowWriter(ProcessId id, std::string name, const WindowTiming& timing, Channel& input,
               RowBuffer& buffer)
      : Process(id, std::move(name), timing.write_steps), input_(input), buffer_(buffer) {}

 protected:
  bool fire(WorkList& work) override;
  std::string waits_for() const override;

 private:
  Channel& input_;
  RowBuffer& buffer_;
};

class WindowReader : public Process {
 public:
  WindowReader(ProcessId id, std::string name, const WindowUnit& window, Channel& output,
               RowBuffer& buffer);

 protected:
  bool fire(WorkList& work) override;
  std::string waits_for() const override;

 private:
  bool position_ready(Cycle& t);
  void free_rows(WorkList& work, Cycle t);

  Channel& output_;
  RowBuffer& buffer_;
  WindowTiming timing_;
  std::int64_t height_;
  // Per output row: pixels of the rows above the last one needed; -1: none is needed.
  std::vector<std::int64_t> row_pixels_;
  std::vector<std::int64_t> columns_, freed_;
  std::int64_t pixel_beats_;
  int row_ = 0, column_ = 0;
  std::int64_t part_ = 0;  // step inside the position
};

}  // namespace sluice::engine
