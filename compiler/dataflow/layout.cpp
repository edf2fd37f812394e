// Element orders as explicit permutations.
#include "compiler/dataflow/layout.hpp"

#include <algorithm>

#include "runtime/base/check.hpp"

namespace sluice {
namespace {

// The part of a window that leaves in one step, or the walk over steps, along one kernel axis.
struct Range {
  int begin, end;
};

Range steps_along(int kernel, bool parallel) { return {0, parallel ? 1 : kernel}; }
Range beat_along(int step, int kernel, bool parallel) {
  return parallel ? Range{0, kernel} : Range{step, step + 1};
}

void append_beat(const WindowUnit& window, int step_y, int step_x, int chunk,
                 std::vector<std::int64_t>& order) {
  const WindowGeometry& g = window.window;
  const Range ys = beat_along(step_y, g.kernel_h, window.parallel_h);
  const Range xs = beat_along(step_x, g.kernel_w, window.parallel_w);
  for (int ky = ys.begin; ky < ys.end; ++ky) {
    for (int kx = xs.begin; kx < xs.end; ++kx) {
      for (int c = chunk * window.lanes; c < (chunk + 1) * window.lanes; ++c) {
        order.push_back((std::int64_t{c} * g.kernel_h + ky) * g.kernel_w + kx);
      }
    }
  }
}

}  // namespace

std::vector<std::int64_t> stream_order(const ElementOrder& order) {
  std::vector<std::int64_t> places;
  places.reserve(static_cast<std::size_t>(element_count(order)));
  for (const Shape& part : order) {
    const auto first = static_cast<std::int64_t>(places.size());
    const std::int64_t pixels = part.at(1) * part.at(2);
    for (std::int64_t pixel = 0; pixel < pixels; ++pixel) {
      for (std::int64_t c = 0; c < part[0]; ++c) places.push_back(first + c * pixels + pixel);
    }
  }
  return places;
}

std::vector<std::int64_t> window_order(const WindowUnit& window) {
  const Range ys = steps_along(window.window.kernel_h, window.parallel_h);
  const Range xs = steps_along(window.window.kernel_w, window.parallel_w);
  const int chunks = window.channels / window.lanes;
  const bool channel_outside = window.order == WindowOrder::kChannel;
  std::vector<std::int64_t> order;
  for (int outer = 0; outer < (channel_outside ? chunks : 1); ++outer) {
    for (int ky = ys.begin; ky < ys.end; ++ky) {
      for (int kx = xs.begin; kx < xs.end; ++kx) {
        for (int inner = 0; inner < (channel_outside ? 1 : chunks); ++inner) {
          append_beat(window, ky, kx, channel_outside ? outer : inner, order);
        }
      }
    }
  }
  return order;
}

Array<std::int32_t> permute_columns(const Array<std::int32_t>& weight,
                                    const std::vector<std::int64_t>& order) {
  const std::int64_t rows = weight.shape.at(0);
  const auto cols = static_cast<std::int64_t>(order.size());
  check(weight.size() == rows * cols, "one place for every column");
  Array<std::int32_t> result({rows, cols});
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t k = 0; k < cols; ++k) {
      result[row * cols + k] = weight[row * cols + order[static_cast<std::size_t>(k)]];
    }
  }
  return result;
}

Array<std::int32_t> permute_rows(const Array<std::int32_t>& weight,
                                 const std::vector<std::int64_t>& order) {
  const std::int64_t cols = weight.shape.at(1);
  check(weight.shape[0] == static_cast<std::int64_t>(order.size()), "one place for every row");
  Array<std::int32_t> result(weight.shape);
  auto place = result.values.begin();
  for (const std::int64_t row : order) {
    place = std::copy_n(weight.values.begin() + row * cols, cols, place);
  }
  return result;
}

std::vector<std::int64_t> permute(const std::vector<std::int64_t>& entries,
                                  const std::vector<std::int64_t>& order) {
  check(entries.size() == order.size(), "one place for every entry");
  std::vector<std::int64_t> result;
  result.reserve(order.size());
  for (std::int64_t place : order) result.push_back(entries[static_cast<std::size_t>(place)]);
  return result;
}

std::vector<std::int64_t> reorder_window(const WindowUnit& from, const WindowUnit& to) {
  const std::vector<std::int64_t> old_order = window_order(from);
  std::vector<std::int64_t> place_of(old_order.size());
  for (std::size_t k = 0; k < old_order.size(); ++k) {
    place_of[static_cast<std::size_t>(old_order[k])] = static_cast<std::int64_t>(k);
  }
  return permute(place_of, window_order(to));
}

}  // namespace sluice
