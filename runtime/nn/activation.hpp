// Elementwise activations and their gradients, on contiguous memory.
#pragma once

#include <cstdint>

namespace sluice::nn {

// In every function `output` may be `input` and `input_gradient` may be `output_gradient`.

// x where x > threshold, else `value`.
template <typename T>
void threshold_forward(std::int64_t count, T threshold, T value, const T* input, T* output);
template <typename T>
void threshold_backward(std::int64_t count, T threshold, const T* input, const T* output_gradient,
                        T* input_gradient);

// x where x > 0, else slope * x.
template <typename T>
void leaky_relu_forward(std::int64_t count, T slope, const T* input, T* output);
template <typename T>
void leaky_relu_backward(std::int64_t count, T slope, const T* input, const T* output_gradient,
                         T* input_gradient);

// x limited to [low, high]; the gradient passes strictly between the limits only.
template <typename T>
void hard_tanh_forward(std::int64_t count, T low, T high, const T* input, T* output);
template <typename T>
void hard_tanh_backward(std::int64_t count, T low, T high, const T* input, const T* output_gradient,
                        T* input_gradient);

// The gradients of tanh and sigmoid follow from their outputs.
template <typename T>
void tanh_forward(std::int64_t count, const T* input, T* output);
template <typename T>
void tanh_backward(std::int64_t count, const T* output, const T* output_gradient,
                   T* input_gradient);

template <typename T>
void sigmoid_forward(std::int64_t count, const T* input, T* output);
template <typename T>
void sigmoid_backward(std::int64_t count, const T* output, const T* output_gradient,
                      T* input_gradient);

}  // namespace sluice::nn
