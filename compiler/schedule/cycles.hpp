// The fast cycle model: in which cycle every beat moves, from timing.hpp's rules alone. Every
// process walks its steps as far as the beats and credits known so far allow; the order in which
// processes are visited cannot change any time, since each time is a maximum over earlier ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "compiler/schedule/stalls.hpp"

namespace sluice {

// After so many frames a dataflow that has not settled is taken as it is.
constexpr std::int64_t kMostFramesToSettle = 4096;

struct CycleOptions {
  std::int64_t frames = 1;
  StallPattern stalls;
  std::vector<StreamId> record;  // streams whose pops are wanted
  // As if window buffers, and the FIFOs whose bit is set, were endless.
  bool endless_rows = false;
  std::vector<bool> endless_streams;
  std::int64_t source_interval =
      0;                      // > 0: the source spreads each frame evenly over so many cycles
  bool until_steady = false;  // stop as soon as the steady state is proven
  // Stop as well once the outputs' frames repeat, but further apart than source_interval, for as
  // many frames as were under way at once: the dataflow does not keep up. (Not proven: what it
  // gives up is only taken as too slow.)
  bool until_late = false;
};

struct CycleTrace {
  bool finished = false;    // every frame left; otherwise the dataflow is stuck
  std::int64_t frames = 0;  // completed
  // Cycle of every beat: per input (output) port in port order, and per recorded stream.
  std::vector<std::vector<std::int64_t>> input_pops, output_pops, stream_pops;
  // Every step of every unit in this frame repeats `interval_cycles` later in the next one, and so
  // on for ever; -1: not proven (only sought with until_steady). Without proof, interval_cycles is
  // the latest.
  std::int64_t steady_frame = -1;
  std::int64_t interval_cycles = 0;
  // Where endless: most credits in use on each stream, most rows held by each unit's window buffer.
  // Elsewhere 0.
  std::vector<std::int64_t> most_credits, most_rows;
  std::vector<std::string> stuck;  // one sentence per unit that waits, when not finished
};

CycleTrace run_cycles(const Dataflow& dataflow, const CycleOptions& options);

// Cycles from reset to the last beat of frame 0 out, that one included.
std::int64_t latency_cycles(const Dataflow& dataflow, const CycleTrace& trace);

}  // namespace sluice
