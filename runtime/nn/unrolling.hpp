// How convolution turns the windows of images into matrices.
#pragma once

#include <algorithm>

#include "runtime/nn/im2col.hpp"

namespace sluice::nn {

// How the windows of images become matrices. Unrolling whole windows gives one matrix of taps()
// rows. Unrolling along x only gives `kernel_h` overlapping slices of a matrix that is kernel_h
// times smaller: output row oy of slice ky is input row oy + ky. That needs a vertical step of 1.
//
// Small images stand side by side in one matrix, row by row: its column (y * images + n) * out_w +
// x belongs to image n. "Side by side" below means this order.
struct Unrolling {
  Conv2dGeometry windows;  // what im2col unrolls; its taps() are the rows of every slice
  std::int64_t slices;
  std::int64_t images;  // in one matrix, at most
  bool is_image;        // the matrix is the image itself: nothing to unroll

  std::int64_t rows() const { return windows.taps(); }
  std::int64_t pitch() const { return images * windows.out_w; }
  std::int64_t width() const { return pitch() * windows.out_h; }
  std::int64_t offset(std::int64_t slice) const { return slice * pitch(); }
  std::int64_t size() const { return is_image ? 0 : rows() * width(); }
};

Unrolling unrolling_of(const Conv2dGeometry& geometry);

// Calls visit(unrolling, n) for one group of images after the other: those from n on, as many as
// the unrolling given to it says.
template <typename Visit>
void for_each_group(const Unrolling& whole, std::int64_t batch, Visit visit) {
  Unrolling group = whole;
  for (std::int64_t n = 0; n < batch; n += whole.images) {
    group.images = std::min(whole.images, batch - n);
    visit(group, n);
  }
}

// The matrix of one group: the image itself, or `columns` filled.
template <typename T>
const T* unroll(const Unrolling& u, const T* images, T* columns) {
  if (u.is_image) return images;
  const Conv2dGeometry& g = u.windows;
  for (std::int64_t n = 0; n < u.images; ++n) {
    im2col(g, images + n * g.in_size(), columns + n * g.out_w, u.pitch());
  }
  return columns;
}

// The output planes of `images` images side by side: `planes` itself where there is one image, else
// copied to `scratch`.
template <typename T>
const T* side_by_side(const Conv2dGeometry& g, std::int64_t images, const T* planes, T* scratch);

// The way back: output planes, one image after the other, from images side by side.
template <typename T>
void take_apart(const Conv2dGeometry& g, std::int64_t images, const T* sides, T* planes);

}  // namespace sluice::nn
