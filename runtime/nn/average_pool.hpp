// Two-dimensional average pooling.
#pragma once

#include "runtime/nn/geometry.hpp"

namespace sluice::nn {

// What a window's sum is divided by: all elements of the window that lie in the padded input, or
// only those that lie in the input itself.
enum class Divisor { kPaddedWindow, kInputOnly };

template <typename T>
void average_pool_forward(const Pool2dGeometry& geometry, Divisor divisor, const T* input,
                          T* output);

// Spreads each output gradient over its window, divided as in the forward direction; overwrites.
template <typename T>
void average_pool_backward(const Pool2dGeometry& geometry, Divisor divisor,
                           const T* output_gradient, T* input_gradient);

}  // namespace sluice::nn
