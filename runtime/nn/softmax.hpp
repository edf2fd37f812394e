// SoftMax and its logarithm over one dimension of an array.
#pragma once

#include <cstdint>

namespace sluice::nn {

// A contiguous outer x classes x inner array; the functions run over `classes` (at least 1).
struct SoftmaxGeometry {
  std::int64_t outer, classes, inner;
};

template <typename T>
void softmax_forward(const SoftmaxGeometry& geometry, const T* input, T* output);
template <typename T>
void softmax_backward(const SoftmaxGeometry& geometry, const T* output, const T* output_gradient,
                      T* input_gradient);

template <typename T>
void log_softmax_forward(const SoftmaxGeometry& geometry, const T* input, T* output);
template <typename T>
void log_softmax_backward(const SoftmaxGeometry& geometry, const T* output,
                          const T* output_gradient, T* input_gradient);

}  // namespace sluice::nn
