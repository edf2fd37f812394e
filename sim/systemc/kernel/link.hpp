// The bounded FIFO with credits, in SystemC.
#pragma once

#include <systemc>
#include <vector>

#include "sim/systemc/machine.hpp"

namespace sluice {
namespace cycle_model {

using Cycle = std::int64_t;

inline Cycle now() { return static_cast<Cycle>(sc_core::sc_time_stamp().value()); }
inline sc_core::sc_time cycles(Cycle count) {
  return sc_core::sc_time::from_value(static_cast<sc_core::sc_time::value_type>(count));
}

// Beats in flight and waiting, and for each place when it was given back. What a place needs to be
// used again is known as soon as it was popped, so nobody has to poll.
class LinkState {
 public:
  explicit LinkState(const Link& link)
      : lanes_(static_cast<std::size_t>(link.lanes)),
        depth_(static_cast<std::size_t>(link.depth)),
        latency_(link.latency),
        elements_(lanes_ * depth_),
        visible_(depth_),
        freed_(depth_, -1) {}

  bool has_beat() const { return popped_ < pushed_; }
  bool has_credit() const { return pushed_ - popped_ < depth_; }
  Cycle visible_at() const { return visible_[popped_ % depth_]; }
  // A place given back in cycle t serves steps from t + 1.
  Cycle credit_at() const { return freed_[pushed_ % depth_] + 1; }

  const std::int64_t* front() const { return &elements_[popped_ % depth_ * lanes_]; }
  std::int64_t* back() { return &elements_[pushed_ % depth_ * lanes_]; }

  // The beat at back() is under way, fired in cycle `t`.
  void push(Cycle t) {
    visible_[pushed_ % depth_] = t + latency_;
    ++pushed_;
    if (!consumer_waits) return;
    consumer_waits = false;
    beat_pushed.notify();
  }

  void pop(Cycle t) {
    freed_[popped_ % depth_] = t;
    ++popped_;
    if (!producer_waits) return;
    producer_waits = false;
    beat_popped.notify();
  }

  sc_core::sc_event beat_pushed, beat_popped;
  bool consumer_waits = false, producer_waits = false;

 private:
  std::size_t lanes_, depth_;
  Cycle latency_;
  std::vector<std::int64_t> elements_;
  std::vector<Cycle> visible_, freed_;
  std::size_t pushed_ = 0, popped_ = 0;
};

// When each of the latest counts happened.
class CounterState {
 public:
  explicit CounterState(const Counter& counter)
      : times_(static_cast<std::size_t>(counter.remembered)) {}

  std::int64_t count() const { return count_; }
  Cycle time_of(std::int64_t number) const { return times_[index(number)]; }

  void add(std::int64_t more, Cycle t) {
    for (std::int64_t i = 0; i < more; ++i) times_[index(count_++)] = t;
    if (more == 0 || !reader_waits) return;
    reader_waits = false;
    counted.notify();
  }

  sc_core::sc_event counted;
  bool reader_waits = false;

 private:
  std::size_t index(std::int64_t number) const {
    return static_cast<std::size_t>(number) % times_.size();
  }

  std::vector<Cycle> times_;
  std::int64_t count_ = 0;
};

}  // namespace cycle_model
}  // namespace sluice
