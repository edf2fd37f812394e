// When each unit works: the static step pattern and latency of every kind of unit. This file is the
// one statement of timing in the compiler; the cycle models read it, the RTL is built to it, and
// docs/hardware.md explains it.
//
// A unit has one sequencer (a window unit two). Its frame is a fixed list of steps; at most one
// step fires a cycle, in order, frame after frame without gap. Step s fires in the first cycle t
// after the one before it in which
//   - every stream that s pops has a visible beat:   t >= fire(producer's step) + latency(producer)
//   - every stream that s pushes has a credit:       t >= pop(beat k - depth) + 1 for its k-th beat
// and pops and reserves in that very cycle. Nothing else ever matters, least of all values.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// Active in the steps s with begin <= s mod period < end.
struct Phase {
  std::int64_t period = 1, begin = 0, end = 1;

  bool active(std::int64_t step) const {
    const std::int64_t place = step % period;
    return place >= begin && place < end;
  }
};

// pops[i] belongs to the unit's i-th input stream, pushes[i] to its i-th output stream. An
// InputUnit pops (and an OutputUnit pushes) its AXI port as port 0. All pushes leave `latency`
// cycles after the step.
struct StepPattern {
  std::int64_t steps = 0;  // a frame
  std::vector<Phase> pops;
  std::vector<Phase> pushes;
  int latency = 1;
};

// The reading sequencer of a window unit. Step s of a frame belongs to output position
// s / steps_per_position. It fires when all rows and columns of its position that lie inside the
// frame have been written: the first rows_needed - 1 rows and columns_needed pixels of the next one
// (nothing at all where rows_needed is 0). A write in cycle t counts from t + 1. It pushes in every
// step. The last step of an output row frees the input rows above the next output row's window (at
// the last row: all rows of the frame); rows freed in cycle t can be overwritten from t + 1.
// The writing sequencer pops one beat a step and may write row Y when Y - freed rows < rows, rows
// counted on through all frames.
struct WindowTiming {
  std::int64_t write_steps = 0;  // a frame: height * width * channels / lanes
  std::int64_t read_steps = 0;   // a frame
  std::int64_t steps_per_position = 1;
  int out_height = 1, out_width = 1;
  int latency = 1;  // of a reading step
};

bool is_window(const Unit& unit);
StepPattern step_pattern(const Dataflow& dataflow, const Unit& unit);  // not for a WindowUnit
WindowTiming window_timing(const WindowUnit& window);

// For output row oy / column ox of a window: the number of input rows (columns) that must be there,
// counted from the frame's first, 0..height (0..width).
int rows_needed(const WindowUnit& window, int out_row);
int columns_needed(const WindowUnit& window, int out_column);
// How many rows of the frame are free for good once output row `out_row` is done.
int rows_freed(const WindowUnit& window, int out_row);

// From a step that pushes a beat of this stream until the beat is visible.
int stream_latency_cycles(const Dataflow& dataflow, StreamId stream);

// The unit's busiest sequencer: steps a frame, which is the shortest interval between frames it
// allows.
std::int64_t interval_cycles(const Dataflow& dataflow, const Unit& unit);

}  // namespace sluice
