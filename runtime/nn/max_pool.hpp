// Two-dimensional max pooling that remembers where each maximum was.
#pragma once

#include "runtime/nn/geometry.hpp"

namespace sluice::nn {

// output = the largest element of each window; the first in raster order among equals.
// indices = its place in the input plane, y * in_w + x + 1 (Torch counts from 1). A window always
// holds at least one input element when pad <= kernel / 2.
template <typename T>
void max_pool_forward(const Pool2dGeometry& geometry, const T* input, T* output,
                      std::int64_t* indices);

// input_gradient = output_gradient added up at `indices`; overwrites. False, with nothing else
// promised, when an index lies outside of the input plane.
template <typename T>
bool max_pool_backward(const Pool2dGeometry& geometry, const T* output_gradient,
                       const std::int64_t* indices, T* input_gradient);

}  // namespace sluice::nn
