// Batch normalisation over batch and positions, one statistic a feature.
#pragma once

#include <cstdint>

namespace sluice::nn {

// A contiguous batch x features x positions array (positions is 1 for vectors).
struct BatchNormGeometry {
  std::int64_t batch, features, positions;
};

// The arrays of one layer, `features` long each. weight and bias are null in a layer without affine
// part.
template <typename T>
struct BatchNormState {
  const T* weight;
  const T* bias;
  T* running_mean;
  T* running_var;
  T* saved_mean;     // of this batch; written in training, read by the backward direction
  T* saved_inv_std;  // 1 / sqrt(variance + eps) of this batch, likewise
};

// Training: normalises by the batch's own mean and (biased) variance, and moves the running ones by
// `momentum` towards mean and unbiased variance. Evaluation: normalises by the running ones.
template <typename T>
void batch_norm_forward(const BatchNormGeometry& geometry, const BatchNormState<T>& state,
                        bool training, T momentum, T eps, const T* input, T* output);

// Gradients of the forward direction in the same mode. input_gradient is overwritten;
// weight_gradient and bias_gradient have scale times the gradient added. Each of the three may be
// null.
template <typename T>
void batch_norm_backward(const BatchNormGeometry& geometry, const BatchNormState<T>& state,
                         bool training, T eps, T scale, const T* input, const T* output_gradient,
                         T* input_gradient, T* weight_gradient, T* bias_gradient);

}  // namespace sluice::nn
