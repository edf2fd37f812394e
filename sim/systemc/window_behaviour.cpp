// A row buffer of as many rows as the hardware has: a row that is overwritten too early gives wrong
// values here too.
#include "sim/systemc/window_behaviour.hpp"

#include <algorithm>
#include <vector>

#include "compiler/dataflow/units.hpp"
#include "compiler/schedule/timing.hpp"

namespace sluice {
namespace {

using cycle_model::Behaviour;
using Beats = const std::int64_t* const*;
using Places = std::int64_t* const*;

// Rows [row][column][channel], row Y of all frames in slot Y mod rows.
class RowBuffer {
 public:
  explicit RowBuffer(const WindowUnit& window)
      : window_(window),
        elements_(static_cast<std::size_t>(window.rows) * static_cast<std::size_t>(window.width) *
                  static_cast<std::size_t>(window.channels)) {}

  std::int64_t* at(std::int64_t row, std::int64_t column, std::int64_t channel) {
    const std::int64_t place =
        (row % window_.rows * window_.width + column) * window_.channels + channel;
    return &elements_[static_cast<std::size_t>(place)];
  }

 private:
  const WindowUnit& window_;
  std::vector<std::int64_t> elements_;
};

class Writer : public Behaviour {
 public:
  Writer(const WindowUnit& window, std::shared_ptr<RowBuffer> buffer)
      : window_(window),
        buffer_(std::move(buffer)),
        row_beats_(std::int64_t{window.width} * (window.channels / window.lanes)) {}

  void fire(std::int64_t step, Beats popped, Places) override {
    const std::int64_t place = step % row_beats_ * window_.lanes;
    std::copy_n(popped[0], window_.lanes,
                buffer_->at(row_, place / window_.channels, place % window_.channels));
    if ((step + 1) % row_beats_ == 0) ++row_;
  }
  std::int64_t needed(std::int64_t frame, std::int64_t step) override {
    return frame * window_.height + step / row_beats_ - window_.rows + 1;
  }
  std::int64_t counted(std::int64_t) override { return 1; }

 private:
  const WindowUnit& window_;
  std::shared_ptr<RowBuffer> buffer_;
  std::int64_t row_beats_;
  std::int64_t row_ = 0;  // counted on through all frames
};

class Reader : public Behaviour {
 public:
  Reader(const WindowUnit& window, std::shared_ptr<RowBuffer> buffer)
      : window_(window),
        buffer_(std::move(buffer)),
        timing_(window_timing(window)),
        chunks_(window.channels / window.lanes) {}

  void fire(std::int64_t step, Beats, Places pushed) override {
    const std::int64_t position = step / timing_.steps_per_position;
    const std::int64_t top =
        position / timing_.out_width * window_.window.stride_h - window_.window.padding.top;
    const std::int64_t left =
        position % timing_.out_width * window_.window.stride_w - window_.window.padding.left;
    read_beat(top, left, step % timing_.steps_per_position, pushed[0]);
    if (step + 1 == timing_.read_steps) first_row_ += window_.height;
  }

  std::int64_t needed(std::int64_t frame, std::int64_t step) override {
    const std::int64_t position = step / timing_.steps_per_position;
    const auto row = static_cast<int>(position / timing_.out_width);
    const auto column = static_cast<int>(position % timing_.out_width);
    const std::int64_t rows = rows_needed(window_, row);
    if (rows == 0) return 0;
    const std::int64_t pixels = (rows - 1) * window_.width + columns_needed(window_, column);
    return pixels == 0 ? 0 : frame * timing_.write_steps + pixels * chunks_;
  }

  std::int64_t counted(std::int64_t step) override {
    const std::int64_t row_steps = timing_.steps_per_position * timing_.out_width;
    if ((step + 1) % row_steps != 0) return 0;
    const auto row = static_cast<int>(step / row_steps);
    const int before = row == 0 ? 0 : rows_freed(window_, row - 1);
    return rows_freed(window_, row) - before;
  }

 private:
  // The part-th beat of the window whose first pixel is (top, left) of the frame.
  void read_beat(std::int64_t top, std::int64_t left, std::int64_t part, std::int64_t* out) {
    const int kernel_h = window_.window.kernel_h, kernel_w = window_.window.kernel_w;
    const int rows = window_.parallel_h ? kernel_h : 1, columns = window_.parallel_w ? kernel_w : 1;
    const std::int64_t turns_h = kernel_h / rows, turns_w = kernel_w / columns;
    const bool by_position = window_.order == WindowOrder::kPosition;
    const std::int64_t chunk = by_position ? part % chunks_ : part / (turns_h * turns_w);
    const std::int64_t place = by_position ? part / chunks_ : part % (turns_h * turns_w);
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c, out += window_.lanes) {
        read_pixel(top + place / turns_w * rows + r, left + place % turns_w * columns + c,
                   chunk * window_.lanes, out);
      }
    }
  }

  void read_pixel(std::int64_t row, std::int64_t column, std::int64_t channel, std::int64_t* out) {
    if (row < 0 || row >= window_.height || column < 0 || column >= window_.width) {
      std::fill_n(out, window_.lanes, window_.pad_value);
    } else {
      std::copy_n(buffer_->at(first_row_ + row, column, channel), window_.lanes, out);
    }
  }

  const WindowUnit& window_;
  std::shared_ptr<RowBuffer> buffer_;
  WindowTiming timing_;
  std::int64_t chunks_;
  std::int64_t first_row_ = 0;  // of the frame, counted on through all frames
};

}  // namespace

WindowBehaviours window_behaviours(const WindowUnit& window) {
  auto buffer = std::make_shared<RowBuffer>(window);
  WindowBehaviours behaviours;
  behaviours.writer = std::make_shared<Writer>(window, buffer);
  behaviours.reader = std::make_shared<Reader>(window, buffer);
  const std::int64_t row_beats = std::int64_t{window.width} * (window.channels / window.lanes);
  // A window that ends in the padding below waits for rows that are free already: the last one, and
  // the last pixel of the one above it.
  behaviours.beats_remembered = (window.rows + 2) * row_beats;
  behaviours.rows_remembered = window.rows + 2 * std::int64_t{window.height};
  return behaviours;
}

}  // namespace sluice
