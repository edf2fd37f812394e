// A dataflow as the SystemC kernel sees it: sequencers that fire steps, links that carry beats,
// counters of a window's rows. No SystemC and no C++20 in this header: both sides include it.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "sim/check/beat_sink.hpp"

namespace sluice {
namespace cycle_model {

// Active in the steps s with begin <= s mod period < end.
struct ActivePhase {
  std::int64_t period = 1, begin = 0, end = 1;
};

// A bounded FIFO at a sequencer's output.
struct Link {
  std::string name;
  int lanes = 1;
  int depth = 2;
  int latency = 1;  // from a step to its beat in sight
  int tap = -1;     // told to the BeatSink when a beat leaves; -1: not watched
};

struct Port {
  int link = -1;
  ActivePhase phase;
};

// Events that are counted, each remembered with its cycle as long as somebody may ask: pixels
// written, rows freed.
struct Counter {
  std::string name;
  std::int64_t remembered = 1;  // the latest so many
};

// What a sequencer computes, and what beyond beats and credits its steps wait for.
class Behaviour {
 public:
  virtual ~Behaviour() = default;
  // Step `step` of a frame fires, in order. popped[i] is the beat of input i, pushed[o] the place
  // for that of output o; null where the step does not pop or push. Only called for steps that do
  // either.
  virtual void fire(std::int64_t step, const std::int64_t* const* popped,
                    std::int64_t* const* pushed) = 0;
  // How often the sequencer's `waits_for` counter must have counted before this step fires.
  virtual std::int64_t needed(std::int64_t, std::int64_t) { return 0; }
  // How often this step makes the sequencer's `counts` counter count.
  virtual std::int64_t counted(std::int64_t) { return 0; }
};

struct Sequencer {
  std::string name;
  std::int64_t steps = 0;  // a frame
  std::vector<Port> pops, pushes;
  std::shared_ptr<Behaviour> behaviour;
  int waits_for = -1, counts = -1;  // counters; a count in cycle t is seen from t + 1
};

// The world outside. `next` gives the first cycle from its argument on in which the source offers a
// beat (holding it then), or in which the sink is ready.
struct Edge {
  int link = -1;
  std::int64_t beats = 0;  // a frame
  std::function<std::int64_t(std::int64_t cycle)> next;
  // A source's elements of a frame.
  std::function<const std::vector<std::int64_t>&(std::int64_t frame)> frame;
};

struct Machine {
  std::vector<Link> links;
  std::vector<Counter> counters;
  std::vector<Sequencer> sequencers;
  std::vector<Edge> sources, sinks;
  std::int64_t frames = 1;
  std::function<void(std::int64_t frames_done)> on_progress;  // after each frame that has left
};

struct MachineResult {
  bool completed = false;  // every beat has left; otherwise stuck, or the sink ended the run
  std::int64_t cycles = 0;
  std::vector<std::string> waiting;  // when stuck: who waits for what
};

// Runs to the end. SystemC's kernel is one a process and cannot start anew: call it once, in a
// child process.
MachineResult run_machine(const Machine& machine, BeatSink& sink);

}  // namespace cycle_model
}  // namespace sluice
