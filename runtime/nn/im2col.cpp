// im2col and col2im, row by row: the part of a row inside the image is one straight run.
#include "runtime/nn/im2col.hpp"

#include <algorithm>

#include "runtime/nn/rectangle.hpp"

namespace sluice::nn {
namespace {

// Output columns [first, last) whose tap `kx` lies inside the image's `in` columns.
struct Run {
  std::int64_t first, last;

  std::int64_t size() const { return last - first; }
};

Run inside(std::int64_t in, std::int64_t out, std::int64_t k, std::int64_t stride,
           std::int64_t pad) {
  const std::int64_t offset = k - pad;  // input index of output 0
  const auto steps = [stride](std::int64_t n) {
    return stride == 1 ? n : (n + stride - 1) / stride;
  };
  const std::int64_t first = offset >= 0 ? 0 : steps(-offset);
  const std::int64_t last = offset >= in ? 0 : steps(in - offset);
  const std::int64_t end = std::clamp<std::int64_t>(last, 0, out);
  return {std::min(first, end), end};
}

template <typename T>
void gather_rows(const Rectangle& r, std::int64_t stride, const T* from, T* to) {
  if (stride == 1) return copy_rectangle(r, from, to);
  for (std::int64_t y = 0; y < r.rows; ++y) {
    for (std::int64_t i = 0; i < r.columns; ++i) {
      to[y * r.to_pitch + i] = from[y * r.from_pitch + i * stride];
    }
  }
}

template <typename T>
void scatter_add_rows(const Rectangle& r, std::int64_t stride, const T* from, T* to) {
  if (stride == 1) return add_rectangle(r, from, to);
  for (std::int64_t y = 0; y < r.rows; ++y) {
    for (std::int64_t i = 0; i < r.columns; ++i) {
      to[y * r.to_pitch + i * stride] += from[y * r.from_pitch + i];
    }
  }
}

// The places of one tap that lie inside the image: output rows and columns, and the input element
// of the first.
struct TapPlaces {
  Run rows, columns;
  std::int64_t first_input;
};

TapPlaces tap_places(const Conv2dGeometry& g, std::int64_t plane, std::int64_t ky,
                     std::int64_t kx) {
  const Window2d& w = g.window;
  const Run rows = inside(g.in_h, g.out_h, ky, w.stride_h, w.pad_h);
  const Run columns = inside(g.in_w, g.out_w, kx, w.stride_w, w.pad_w);
  const std::int64_t y = rows.first * w.stride_h - w.pad_h + ky;
  const std::int64_t x = columns.first * w.stride_w - w.pad_w + kx;
  return {rows, columns, (plane * g.in_h + y) * g.in_w + x};
}

// Calls visit(places) for each tap in the order of the column matrix's rows.
template <typename Visit>
void for_each_tap(const Conv2dGeometry& g, Visit visit) {
  for (std::int64_t c = 0; c < g.in_planes; ++c) {
    for (std::int64_t ky = 0; ky < g.window.kernel_h; ++ky) {
      for (std::int64_t kx = 0; kx < g.window.kernel_w; ++kx) visit(tap_places(g, c, ky, kx));
    }
  }
}

// Zeros at the places of a tap that lie outside of the image.
template <typename T>
void clear_outside(const Conv2dGeometry& g, const TapPlaces& tap, T* to, std::int64_t pitch) {
  const auto [first_row, end_row] = tap.rows;
  const auto [first, end] = tap.columns;
  if (end_row - first_row == g.out_h && end - first == g.out_w) return;
  for (std::int64_t y = 0; y < g.out_h; ++y) {
    const bool outside = y < first_row || y >= end_row;
    T* row = to + y * pitch;
    std::fill(row, row + (outside ? g.out_w : first), T{0});
    if (!outside) std::fill(row + end, row + g.out_w, T{0});
  }
}

}  // namespace

template <typename T>
void im2col(const Conv2dGeometry& g, const T* image, T* columns, std::int64_t pitch) {
  for_each_tap(g, [&](const TapPlaces& tap) {
    clear_outside(g, tap, columns, pitch);
    const Rectangle inside{tap.rows.size(), tap.columns.size(), g.window.stride_h * g.in_w, pitch};
    gather_rows(inside, g.window.stride_w, image + tap.first_input,
                columns + tap.rows.first * pitch + tap.columns.first);
    columns += g.out_h * pitch;
  });
}

template <typename T>
void col2im_add(const Conv2dGeometry& g, const T* columns, std::int64_t pitch, T* image) {
  for_each_tap(g, [&](const TapPlaces& tap) {
    const Rectangle inside{tap.rows.size(), tap.columns.size(), pitch, g.window.stride_h * g.in_w};
    scatter_add_rows(inside, g.window.stride_w,
                     columns + tap.rows.first * pitch + tap.columns.first, image + tap.first_input);
    columns += g.out_h * pitch;
  });
}

template void im2col(const Conv2dGeometry&, const float*, float*, std::int64_t);
template void im2col(const Conv2dGeometry&, const double*, double*, std::int64_t);
template void col2im_add(const Conv2dGeometry&, const float*, std::int64_t, float*);
template void col2im_add(const Conv2dGeometry&, const double*, std::int64_t, double*);

}  // namespace sluice::nn
