// Two-dimensional convolution (cross-correlation, as Torch defines it) over a batch of images.
#pragma once

#include "runtime/nn/geometry.hpp"

namespace sluice::nn {

// Elements of the `columns` scratch that the three functions below need; it holds the unrolled
// windows of a few images, so that it stays in the cache.
std::int64_t conv2d_scratch_size(const Conv2dGeometry& geometry);

// output = weight * windows(input) + bias. `weight` is out_planes x taps(); `bias` may be null.
template <typename T>
void conv2d_forward(const Conv2dGeometry& geometry, const T* input, const T* weight, const T* bias,
                    T* output, T* scratch);

// input_gradient = weight^T * output_gradient, added up where windows overlap; overwrites.
template <typename T>
void conv2d_input_gradient(const Conv2dGeometry& geometry, const T* output_gradient,
                           const T* weight, T* input_gradient, T* scratch);

// weight_gradient += scale * output_gradient * windows(input)^T, and the same for the bias, whose
// gradient may be null.
template <typename T>
void conv2d_weight_gradient(const Conv2dGeometry& geometry, const T* input,
                            const T* output_gradient, T scale, T* weight_gradient, T* bias_gradient,
                            T* scratch);

}  // namespace sluice::nn
