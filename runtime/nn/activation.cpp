// Elementwise activations: one loop each, written so that it vectorises.
#include "runtime/nn/activation.hpp"

#include <cmath>

#include "runtime/base/vector_clones.hpp"

namespace sluice::nn {
namespace {

template <typename T, typename Function>
SLUICE_VECTOR_CLONES void map(std::int64_t count, const T* input, T* output, Function function) {
  for (std::int64_t i = 0; i < count; ++i) output[i] = function(input[i]);
}

// to[i] = function(reference[i], gradient[i])
template <typename T, typename Function>
SLUICE_VECTOR_CLONES void map_gradient(std::int64_t count, const T* reference, const T* gradient,
                                       T* to, Function function) {
  for (std::int64_t i = 0; i < count; ++i) to[i] = function(reference[i], gradient[i]);
}

}  // namespace

template <typename T>
void threshold_forward(std::int64_t count, T threshold, T value, const T* input, T* output) {
  map(count, input, output, [=](T x) { return x > threshold ? x : value; });
}

template <typename T>
void threshold_backward(std::int64_t count, T threshold, const T* input, const T* output_gradient,
                        T* input_gradient) {
  map_gradient(count, input, output_gradient, input_gradient,
               [=](T x, T g) { return x > threshold ? g : T{0}; });
}

template <typename T>
void leaky_relu_forward(std::int64_t count, T slope, const T* input, T* output) {
  map(count, input, output, [=](T x) { return x > 0 ? x : x * slope; });
}

template <typename T>
void leaky_relu_backward(std::int64_t count, T slope, const T* input, const T* output_gradient,
                         T* input_gradient) {
  map_gradient(count, input, output_gradient, input_gradient,
               [=](T x, T g) { return x > 0 ? g : g * slope; });
}

template <typename T>
void hard_tanh_forward(std::int64_t count, T low, T high, const T* input, T* output) {
  map(count, input, output, [=](T x) { return x < low ? low : (x > high ? high : x); });
}

template <typename T>
void hard_tanh_backward(std::int64_t count, T low, T high, const T* input, const T* output_gradient,
                        T* input_gradient) {
  map_gradient(count, input, output_gradient, input_gradient,
               [=](T x, T g) { return x <= low || x >= high ? T{0} : g; });
}

template <typename T>
void tanh_forward(std::int64_t count, const T* input, T* output) {
  map(count, input, output, [](T x) { return std::tanh(x); });
}

template <typename T>
void tanh_backward(std::int64_t count, const T* output, const T* output_gradient,
                   T* input_gradient) {
  map_gradient(count, output, output_gradient, input_gradient,
               [](T y, T g) { return g * (T{1} - y * y); });
}

template <typename T>
void sigmoid_forward(std::int64_t count, const T* input, T* output) {
  map(count, input, output, [](T x) { return T{1} / (T{1} + std::exp(-x)); });
}

template <typename T>
void sigmoid_backward(std::int64_t count, const T* output, const T* output_gradient,
                      T* input_gradient) {
  map_gradient(count, output, output_gradient, input_gradient,
               [](T y, T g) { return g * (T{1} - y) * y; });
}

template void threshold_forward(std::int64_t, float, float, const float*, float*);
template void threshold_backward(std::int64_t, float, const float*, const float*, float*);
template void leaky_relu_forward(std::int64_t, float, const float*, float*);
template void leaky_relu_backward(std::int64_t, float, const float*, const float*, float*);
template void hard_tanh_forward(std::int64_t, float, float, const float*, float*);
template void hard_tanh_backward(std::int64_t, float, float, const float*, const float*, float*);
template void tanh_forward(std::int64_t, const float*, float*);
template void tanh_backward(std::int64_t, const float*, const float*, float*);
template void sigmoid_forward(std::int64_t, const float*, float*);
template void sigmoid_backward(std::int64_t, const float*, const float*, float*);
template void threshold_forward(std::int64_t, double, double, const double*, double*);
template void threshold_backward(std::int64_t, double, const double*, const double*, double*);
template void leaky_relu_forward(std::int64_t, double, const double*, double*);
template void leaky_relu_backward(std::int64_t, double, const double*, const double*, double*);
template void hard_tanh_forward(std::int64_t, double, double, const double*, double*);
template void hard_tanh_backward(std::int64_t, double, double, const double*, const double*,
                                 double*);
template void tanh_forward(std::int64_t, const double*, double*);
template void tanh_backward(std::int64_t, const double*, const double*, double*);
template void sigmoid_forward(std::int64_t, const double*, double*);
template void sigmoid_backward(std::int64_t, const double*, const double*, double*);

}  // namespace sluice::nn
