// Windows over planes on the CPU: pooling, padding and unrolling for any element type.
#pragma once

#include <algorithm>
#include <cstdint>

#include "compiler/tensor/window.hpp"

namespace sluice {

// One plane's part of a window: input rows [top, bottom) and columns [left, right), clipped to the
// plane.
struct ClippedWindow {
  std::int64_t top, bottom, left, right;
};

// A frame {C,H,W} and what a window makes of it.
struct WindowedFrame {
  std::int64_t channels, height, width, out_height, out_width;
  WindowGeometry window;

  WindowedFrame(const Shape& in, const Shape& out, const WindowGeometry& geometry)
      : channels(in[0]),
        height(in[1]),
        width(in[2]),
        out_height(out[1]),
        out_width(out[2]),
        window(geometry) {}

  ClippedWindow clipped(std::int64_t oy, std::int64_t ox) const {
    const std::int64_t y = oy * window.stride_h - window.padding.top;
    const std::int64_t x = ox * window.stride_w - window.padding.left;
    return {std::max<std::int64_t>(y, 0), std::min(y + window.kernel_h, height),
            std::max<std::int64_t>(x, 0), std::min(x + window.kernel_w, width)};
  }
};

// out = start combined with each element of the window that lies in the plane.
template <typename T, typename Combine>
void reduce_windows(const WindowedFrame& frame, const T* in, T start, Combine combine, T* out) {
  for (std::int64_t c = 0; c < frame.channels; ++c) {
    const T* plane = in + c * frame.height * frame.width;
    for (std::int64_t oy = 0; oy < frame.out_height; ++oy) {
      for (std::int64_t ox = 0; ox < frame.out_width; ++ox) {
        const ClippedWindow part = frame.clipped(oy, ox);
        T result = start;
        for (std::int64_t y = part.top; y < part.bottom; ++y) {
          const T* row = plane + y * frame.width;
          for (std::int64_t x = part.left; x < part.right; ++x) result = combine(result, row[x]);
        }
        *out++ = result;
      }
    }
  }
}

// Padding never wins: `lowest` is at most every element.
template <typename T>
void max_windows(const WindowedFrame& frame, const T* in, T lowest, T* out) {
  reduce_windows(
      frame, in, lowest, [](T a, T b) { return std::max(a, b); }, out);
}

template <typename T>
void sum_windows(const WindowedFrame& frame, const T* in, T* out) {
  reduce_windows(
      frame, in, T{0}, [](T a, T b) { return static_cast<T>(a + b); }, out);
}

template <typename T>
void pad_frame(const Shape& in_shape, const Padding& padding, const T* in, T* out) {
  const Shape out_shape = padded_shape(in_shape, padding);
  const std::int64_t height = in_shape[1], width = in_shape[2];
  const std::int64_t first = std::max(padding.left, 0);
  const std::int64_t from = std::max(-padding.left, 0);
  const std::int64_t count = std::min(width - from, out_shape[2] - first);
  std::fill_n(out, element_count(out_shape), T{0});
  for (std::int64_t c = 0; c < in_shape[0]; ++c) {
    for (std::int64_t oy = 0; oy < out_shape[1]; ++oy) {
      const std::int64_t y = oy - padding.top;
      if (y < 0 || y >= height || count <= 0) continue;
      std::copy_n(in + (c * height + y) * width + from, count,
                  out + (c * out_shape[1] + oy) * out_shape[2] + first);
    }
  }
}

// Unrolls all windows of a frame into a matrix with a row for each (channel, ky, kx) and a column
// for each position; zeros outside.
template <typename T>
void unroll_windows(const WindowedFrame& frame, const T* in, T* columns) {
  const WindowGeometry& w = frame.window;
  for (std::int64_t c = 0; c < frame.channels; ++c) {
    const T* plane = in + c * frame.height * frame.width;
    for (int ky = 0; ky < w.kernel_h; ++ky) {
      for (int kx = 0; kx < w.kernel_w; ++kx) {
        const std::int64_t dx = kx - w.padding.left;
        const std::int64_t stride = w.stride_w;
        const std::int64_t first =
            dx >= 0 ? 0 : std::min((-dx + stride - 1) / stride, frame.out_width);
        const std::int64_t end = dx >= frame.width ? first
                                                   : std::clamp((frame.width - 1 - dx) / stride + 1,
                                                                first, frame.out_width);
        for (std::int64_t oy = 0; oy < frame.out_height; ++oy, columns += frame.out_width) {
          const std::int64_t y = oy * w.stride_h - w.padding.top + ky;
          if (y < 0 || y >= frame.height) {
            std::fill_n(columns, frame.out_width, T{0});
            continue;
          }
          const T* row = plane + y * frame.width + dx;
          std::fill_n(columns, first, T{0});
          for (std::int64_t ox = first; ox < end; ++ox) columns[ox] = row[ox * stride];
          std::fill_n(columns + end, frame.out_width - end, T{0});
        }
      }
    }
  }
}

}  // namespace sluice
