// How convolution turns the windows of one image into matrices.
#pragma once

#include "runtime/nn/im2col.hpp"

namespace sluice::nn {

// How one image's windows become matrices. Unrolling whole windows gives one matrix of taps() rows.
// Unrolling along x only gives `kernel_h` overlapping slices of a matrix that is kernel_h times
// smaller: output row oy of slice ky is input row oy + ky. That needs a vertical step of 1.
struct Unrolling {
  Conv2dGeometry windows;  // what im2col unrolls; its taps() are the rows of every slice
  std::int64_t slices;
  bool is_image;  // the matrix is the image itself: nothing to unroll

  std::int64_t rows() const { return windows.taps(); }
  std::int64_t width() const { return windows.positions(); }
  std::int64_t offset(std::int64_t slice) const { return slice * windows.out_w; }
  std::int64_t size() const { return is_image ? 0 : rows() * width(); }
};

Unrolling unrolling_of(const Conv2dGeometry& geometry);

// The matrix of one image: the image itself, or `columns` filled.
template <typename T>
const T* unroll(const Unrolling& u, const T* image, T* columns) {
  if (u.is_image) return image;
  im2col(u.windows, image, columns);
  return columns;
}

}  // namespace sluice::nn
