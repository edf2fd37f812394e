// Steps fire as timing.hpp says: a time is the maximum of what the step waits for.
#include "compiler/schedule/engine.hpp"

#include <algorithm>
#include <bit>

#include "compiler/dataflow/units.hpp"

namespace sluice::engine {
namespace {

constexpr std::size_t kCompactFrom = 4096;

// The earliest cycle from `t` on in which the channel's next beat can be popped; false: not known.
bool beat_at(Channel& channel, Cycle& t) {
  if (channel.popped == channel.pushed) return false;
  t = std::max(t, channel.visible[channel.popped]);
  return true;
}

bool credit_at(Channel& channel, Cycle& t) {
  const std::int64_t freed_by = channel.pushed - channel.depth;
  if (freed_by < 0) return true;
  if (freed_by >= channel.popped) return false;
  t = std::max(t, channel.pops[freed_by] + 1);
  return true;
}

void pop(Channel& channel, Cycle t, WorkList& work) {
  channel.pops[channel.popped++] = t;
  if (channel.record != nullptr) channel.record->push_back(t);
  work.wake(channel.waiting_producer);
}

void push(Channel& channel, Cycle visible, WorkList& work) {
  channel.visible[channel.pushed++] = visible;
  work.wake(channel.waiting_consumer);
}

}  // namespace

History::History(std::int64_t entries)
    : times_(std::bit_ceil(static_cast<std::size_t>(std::max<std::int64_t>(entries, 1)))),
      mask_(times_.size() - 1) {}

RowBuffer::RowBuffer(const WindowUnit& window, std::int64_t buffer_rows)
    : rows(buffer_rows),
      row_beats(std::int64_t{window.width} * (window.channels / window.lanes)),
      // A window that ends in the padding below waits for rows that are free already: the last one,
      // and the last pixel of the one above it.
      write_times((buffer_rows + 2) * row_beats),
      free_times(buffer_rows + std::int64_t{2} * window.height) {}

ProcessId WorkList::take() {
  const ProcessId process = ready_[next_++];
  if (next_ == ready_.size() || next_ == kCompactFrom) {
    ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(next_));
    next_ = 0;
  }
  return process;
}

std::string Process::describe() const {
  return name_ + " waits for " + waits_for() + " in step " + std::to_string(step_) + " of frame " +
         std::to_string(frame_);
}

std::int64_t StepProcess::idle_steps() const {
  std::int64_t steps = steps_left();
  for (const std::vector<Port>* ports : {&inputs, &outputs}) {
    for (const Port& port : *ports) {
      if (port.active) return 0;
      steps = std::min(steps, port.idle_steps());
    }
  }
  return steps;
}

void StepProcess::skip(std::int64_t steps) {
  for (std::vector<Port>* ports : {&inputs, &outputs}) {
    for (Port& port : *ports) port.skip(steps);
  }
  idle(steps);
}

bool StepProcess::fire(WorkList& work) {
  if (const std::int64_t steps = idle_steps(); steps > 0) {
    skip(steps);
    return true;
  }
  Cycle t = next_;
  for (Port& port : inputs) {
    if (!port.active || beat_at(*port.channel, t)) continue;
    port.channel->waiting_consumer = id_;
    missing_ = &port;
    return false;
  }
  if (offer) t = std::max(t, offer(beats_, last_));
  for (Port& port : outputs) {
    if (!port.active || credit_at(*port.channel, t)) continue;
    port.channel->waiting_producer = id_;
    missing_ = &port;
    return false;
  }
  for (Port& port : inputs) {
    if (port.active) pop(*port.channel, t, work);
    port.advance();
  }
  for (Port& port : outputs) {
    if (port.active) push(*port.channel, t + latency_, work);
    port.advance();
  }
  if (offer && record != nullptr) record->push_back(t);
  last_ = t;
  ++beats_;
  stepped(t);
  return true;
}

std::string StepProcess::waits_for() const {
  if (missing_ == nullptr) return "nothing";
  const bool is_input = std::any_of(inputs.begin(), inputs.end(),
                                    [&](const Port& port) { return &port == missing_; });
  return (is_input ? "a beat on " : "space in ") + missing_->name;
}

bool SinkProcess::fire(WorkList& work) {
  Cycle t = next_;
  if (!beat_at(channel_, t)) {
    channel_.waiting_consumer = id_;
    return false;
  }
  while (!ready_(t)) ++t;
  pop(channel_, t, work);
  stepped(t);
  return true;
}

bool WindowWriter::fire(WorkList& work) {
  Cycle t = next_;
  if (!beat_at(input_, t)) {
    input_.waiting_consumer = id_;
    return false;
  }
  const std::int64_t overwrites = buffer_.written / buffer_.row_beats - buffer_.rows;
  if (overwrites >= buffer_.freed) {
    buffer_.waiting_writer = id_;
    return false;
  }
  if (overwrites >= 0) t = std::max(t, buffer_.free_times[overwrites] + 1);
  pop(input_, t, work);
  buffer_.write_times[buffer_.written++] = t;
  work.wake(buffer_.waiting_reader);
  stepped(t);
  return true;
}

std::string WindowWriter::waits_for() const {
  return input_.popped == input_.pushed ? "a beat" : "a free row in its buffer";
}

WindowReader::WindowReader(ProcessId id, std::string name, const WindowUnit& window,
                           Channel& output, RowBuffer& buffer)
    : Process(id, std::move(name), window_timing(window).read_steps),
      output_(output),
      buffer_(buffer),
      timing_(window_timing(window)),
      height_(window.height),
      pixel_beats_(window.channels / window.lanes) {
  for (int row = 0; row < timing_.out_height; ++row) {
    const std::int64_t needed = rows_needed(window, row);
    row_pixels_.push_back(needed == 0 ? -1 : (needed - 1) * window.width);
    freed_.push_back(rows_freed(window, row));
  }
  for (int column = 0; column < timing_.out_width; ++column) {
    columns_.push_back(columns_needed(window, column));
  }
}

bool WindowReader::position_ready(Cycle& t) {
  const std::int64_t above = row_pixels_[static_cast<std::size_t>(row_)];
  if (above < 0) return true;
  const std::int64_t pixels = above + columns_[static_cast<std::size_t>(column_)];
  if (pixels == 0) return true;
  const std::int64_t needed = frame_ * timing_.write_steps + pixels * pixel_beats_;
  if (buffer_.written < needed) return false;
  t = std::max(t, buffer_.write_times[needed - 1] + 1);
  return true;
}

void WindowReader::free_rows(WorkList& work, Cycle t) {
  const std::int64_t freed = frame_ * height_ + freed_[static_cast<std::size_t>(row_)];
  while (buffer_.freed < freed) buffer_.free_times[buffer_.freed++] = t;
  work.wake(buffer_.waiting_writer);
}

bool WindowReader::fire(WorkList& work) {
  Cycle t = next_;
  if (part_ == 0 && !position_ready(t)) {
    buffer_.waiting_reader = id_;
    return false;
  }
  if (!credit_at(output_, t)) {
    output_.waiting_producer = id_;
    return false;
  }
  push(output_, t + timing_.latency, work);
  if (++part_ == timing_.steps_per_position) {
    part_ = 0;
    if (++column_ == timing_.out_width) {
      column_ = 0;
      free_rows(work, t);
      if (++row_ == timing_.out_height) row_ = 0;
    }
  }
  stepped(t);
  return true;
}

std::string WindowReader::waits_for() const {
  return output_.pushed - output_.depth >= output_.popped ? "space behind it"
                                                          : "rows to be written";
}

}  // namespace sluice::engine
