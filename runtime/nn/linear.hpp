// The fully connected layer over a batch of vectors.
#pragma once

#include <cstdint>

namespace sluice::nn {

// `batch` input vectors of `inputs` elements; the weight is outputs x inputs, row-major.
struct LinearGeometry {
  std::int64_t batch, inputs, outputs;
};

// output = input * weight^T + bias; `bias` may be null.
template <typename T>
void linear_forward(const LinearGeometry& geometry, const T* input, const T* weight, const T* bias,
                    T* output);

// input_gradient = output_gradient * weight; overwrites.
template <typename T>
void linear_input_gradient(const LinearGeometry& geometry, const T* output_gradient,
                           const T* weight, T* input_gradient);

// weight_gradient += scale * output_gradient^T * input, and the same for the bias, whose gradient
// may be null.
template <typename T>
void linear_weight_gradient(const LinearGeometry& geometry, const T* input,
                            const T* output_gradient, T scale, T* weight_gradient,
                            T* bias_gradient);

}  // namespace sluice::nn
