// Geometry of sliding windows: what convolution, pooling and padding have in common.
#pragma once

#include <cstdint>

#include "runtime/array/array.hpp"

namespace sluice {

// Rows of zeros (or of `value` where an op says so) around a plane; negative crops.
struct Padding {
  int top = 0, left = 0, bottom = 0, right = 0;
  friend bool operator==(const Padding&, const Padding&) = default;
};

// A sliding window over {C,H,W}.
struct WindowGeometry {
  int kernel_h = 1, kernel_w = 1;
  int stride_h = 1, stride_w = 1;
  Padding padding;
  friend bool operator==(const WindowGeometry&, const WindowGeometry&) = default;
};

// Whole windows that fit into `size` elements with `before` and `after` around them; may be < 1.
constexpr std::int64_t window_count(std::int64_t size, int kernel, int stride, int before,
                                    int after) {
  const std::int64_t span = size + before + after - kernel;
  return span < 0 ? 0 : span / stride + 1;
}

// Channels, rows and columns of what a window makes of {C,H,W}.
inline Shape windowed_shape(const Shape& in, const WindowGeometry& w, std::int64_t channels) {
  return {channels, window_count(in[1], w.kernel_h, w.stride_h, w.padding.top, w.padding.bottom),
          window_count(in[2], w.kernel_w, w.stride_w, w.padding.left, w.padding.right)};
}

inline Shape padded_shape(const Shape& in, const Padding& p) {
  return {in[0], in[1] + p.top + p.bottom, in[2] + p.left + p.right};
}

}  // namespace sluice
