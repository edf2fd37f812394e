// The parts of the memory that convolution works in.
#pragma once

#include "runtime/nn/unrolling.hpp"

namespace sluice::nn {

template <typename T>
struct Conv2dScratch {
  T* windows;  // the unrolled windows of one group of images
  T* weights;  // the weights, or their gradients, slice by slice; only where there are slices
  T* outputs;  // outputs of one group side by side; where groups have several images, and slices
};

inline std::int64_t conv2d_sliced_weights(const Conv2dGeometry& g, const Unrolling& u) {
  return u.slices > 1 ? g.out_planes * g.taps() : 0;
}

template <typename T>
Conv2dScratch<T> divide_scratch(const Conv2dGeometry& g, const Unrolling& u, T* scratch) {
  T* weights = scratch + u.size();
  return {scratch, weights, weights + conv2d_sliced_weights(g, u)};
}

inline std::int64_t divided_scratch_size(const Conv2dGeometry& g, const Unrolling& u) {
  return u.size() + conv2d_sliced_weights(g, u) +
         (u.images > 1 || u.slices > 1 ? u.images * g.out_size() : 0);
}

}  // namespace sluice::nn
