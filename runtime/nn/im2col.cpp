// im2col and col2im, row by row: the part of a row inside the image is one straight run.
#include "runtime/nn/im2col.hpp"

#include <algorithm>
#include <cstring>

namespace sluice::nn {
namespace {

// Output columns [first, last) whose tap `kx` lies inside the image's `in` columns.
struct Run {
  std::int64_t first, last;
};

Run inside(std::int64_t in, std::int64_t out, std::int64_t k, std::int64_t stride,
           std::int64_t pad) {
  const std::int64_t offset = k - pad;  // input index of output 0
  const std::int64_t first = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
  const std::int64_t last = offset >= in ? 0 : (in - 1 - offset) / stride + 1;
  const std::int64_t end = std::clamp<std::int64_t>(last, 0, out);
  return {std::min(first, end), end};
}

// Blocks of a compile-time size with an overlapping last one: rows are short, so a call of memcpy
// would cost more than the copy.
template <typename T>
void copy_row(const T* from, std::int64_t count, T* to) {
  constexpr std::int64_t kBlock = 8;
  if (count < kBlock) {
    for (std::int64_t i = 0; i < count; ++i) to[i] = from[i];
    return;
  }
  for (std::int64_t i = 0; i + kBlock <= count; i += kBlock) {
    std::memcpy(to + i, from + i, kBlock * sizeof(T));
  }
  std::memcpy(to + count - kBlock, from + count - kBlock, kBlock * sizeof(T));
}

template <typename T>
void gather_row(const T* from, std::int64_t count, std::int64_t stride, T* to) {
  if (stride == 1) return copy_row(from, count, to);
  for (std::int64_t i = 0; i < count; ++i) to[i] = from[i * stride];
}

template <typename T>
void scatter_add_row(const T* from, std::int64_t count, std::int64_t stride, T* to) {
  if (stride == 1) {
    for (std::int64_t i = 0; i < count; ++i) to[i] += from[i];
    return;
  }
  for (std::int64_t i = 0; i < count; ++i) to[i * stride] += from[i];
}

// Calls visit(plane, rows, columns, ky, kx) for each tap in the order of the column matrix's rows.
template <typename Visit>
void for_each_tap(const Conv2dGeometry& g, Visit visit) {
  const Window2d& w = g.window;
  for (std::int64_t c = 0; c < g.in_planes; ++c) {
    for (std::int64_t ky = 0; ky < w.kernel_h; ++ky) {
      const Run rows = inside(g.in_h, g.out_h, ky, w.stride_h, w.pad_h);
      for (std::int64_t kx = 0; kx < w.kernel_w; ++kx) {
        visit(c, rows, inside(g.in_w, g.out_w, kx, w.stride_w, w.pad_w), ky, kx);
      }
    }
  }
}

}  // namespace

template <typename T>
void im2col(const Conv2dGeometry& g, const T* image, T* columns) {
  const Window2d& w = g.window;
  for_each_tap(g, [&](std::int64_t c, Run rows, Run cols, std::int64_t ky, std::int64_t kx) {
    const T* plane = image + c * g.in_h * g.in_w;
    std::fill_n(columns, rows.first * g.out_w, T{0});
    for (std::int64_t oy = rows.first; oy < rows.last; ++oy) {
      T* row = columns + oy * g.out_w;
      const std::int64_t y = oy * w.stride_h - w.pad_h + ky;
      const std::int64_t x = cols.first * w.stride_w - w.pad_w + kx;
      for (std::int64_t i = 0; i < cols.first; ++i) row[i] = T{0};
      gather_row(plane + y * g.in_w + x, cols.last - cols.first, w.stride_w, row + cols.first);
      for (std::int64_t i = cols.last; i < g.out_w; ++i) row[i] = T{0};
    }
    std::fill_n(columns + rows.last * g.out_w, (g.out_h - rows.last) * g.out_w, T{0});
    columns += g.positions();
  });
}

template <typename T>
void col2im_add(const Conv2dGeometry& g, const T* columns, T* image) {
  const Window2d& w = g.window;
  for_each_tap(g, [&](std::int64_t c, Run rows, Run cols, std::int64_t ky, std::int64_t kx) {
    T* plane = image + c * g.in_h * g.in_w;
    for (std::int64_t oy = rows.first; oy < rows.last; ++oy) {
      const std::int64_t y = oy * w.stride_h - w.pad_h + ky;
      const std::int64_t x = cols.first * w.stride_w - w.pad_w + kx;
      scatter_add_row(columns + oy * g.out_w + cols.first, cols.last - cols.first, w.stride_w,
                      plane + y * g.in_w + x);
    }
    columns += g.positions();
  });
}

template void im2col(const Conv2dGeometry&, const float*, float*);
template void im2col(const Conv2dGeometry&, const double*, double*);
template void col2im_add(const Conv2dGeometry&, const float*, float*);
template void col2im_add(const Conv2dGeometry&, const double*, double*);

}  // namespace sluice::nn
