// SoftMax and LogSoftMax, shifted by the maximum so that exp cannot overflow.
#include "runtime/nn/softmax.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::nn {
namespace {

// Calls visit(first) for every vector of classes; element c of it lies at first + c * inner.
template <typename Visit>
void for_each_vector(const SoftmaxGeometry& g, Visit visit) {
  for (std::int64_t o = 0; o < g.outer; ++o) {
    for (std::int64_t i = 0; i < g.inner; ++i) visit(o * g.classes * g.inner + i);
  }
}

template <typename T>
T largest(const SoftmaxGeometry& g, const T* vector) {
  T best = vector[0];
  for (std::int64_t c = 1; c < g.classes; ++c) best = std::max(best, vector[c * g.inner]);
  return best;
}

template <typename T, typename Term>
T sum_over_classes(const SoftmaxGeometry& g, Term term) {
  T total{0};
  for (std::int64_t c = 0; c < g.classes; ++c) total += term(c * g.inner);
  return total;
}

}  // namespace

template <typename T>
void softmax_forward(const SoftmaxGeometry& g, const T* input, T* output) {
  for_each_vector(g, [&](std::int64_t first) {
    const T* in = input + first;
    T* out = output + first;
    const T shift = largest(g, in);
    const T total =
        sum_over_classes<T>(g, [&](std::int64_t c) { return out[c] = std::exp(in[c] - shift); });
    for (std::int64_t c = 0; c < g.classes; ++c) out[c * g.inner] /= total;
  });
}

template <typename T>
void softmax_backward(const SoftmaxGeometry& g, const T* output, const T* output_gradient,
                      T* input_gradient) {
  for_each_vector(g, [&](std::int64_t first) {
    const T* out = output + first;
    const T* from = output_gradient + first;
    T* to = input_gradient + first;
    const T dot = sum_over_classes<T>(g, [&](std::int64_t c) { return from[c] * out[c]; });
    for (std::int64_t c = 0; c < g.classes; ++c) {
      to[c * g.inner] = out[c * g.inner] * (from[c * g.inner] - dot);
    }
  });
}

template <typename T>
void log_softmax_forward(const SoftmaxGeometry& g, const T* input, T* output) {
  for_each_vector(g, [&](std::int64_t first) {
    const T* in = input + first;
    T* out = output + first;
    const T shift = largest(g, in);
    const T total = sum_over_classes<T>(g, [&](std::int64_t c) { return std::exp(in[c] - shift); });
    const T log_total = shift + std::log(total);
    for (std::int64_t c = 0; c < g.classes; ++c) out[c * g.inner] = in[c * g.inner] - log_total;
  });
}

template <typename T>
void log_softmax_backward(const SoftmaxGeometry& g, const T* output, const T* output_gradient,
                          T* input_gradient) {
  for_each_vector(g, [&](std::int64_t first) {
    const T* out = output + first;
    const T* from = output_gradient + first;
    T* to = input_gradient + first;
    const T total = sum_over_classes<T>(g, [&](std::int64_t c) { return from[c]; });
    for (std::int64_t c = 0; c < g.classes; ++c) {
      to[c * g.inner] = from[c * g.inner] - std::exp(out[c * g.inner]) * total;
    }
  });
}

template void softmax_forward(const SoftmaxGeometry&, const float*, float*);
template void softmax_backward(const SoftmaxGeometry&, const float*, const float*, float*);
template void log_softmax_forward(const SoftmaxGeometry&, const float*, float*);
template void log_softmax_backward(const SoftmaxGeometry&, const float*, const float*, float*);
template void softmax_forward(const SoftmaxGeometry&, const double*, double*);
template void softmax_backward(const SoftmaxGeometry&, const double*, const double*, double*);
template void log_softmax_forward(const SoftmaxGeometry&, const double*, double*);
template void log_softmax_backward(const SoftmaxGeometry&, const double*, const double*, double*);

}  // namespace sluice::nn
