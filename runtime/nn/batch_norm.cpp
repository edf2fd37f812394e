// Batch normalisation, feature by feature.
#include "runtime/nn/batch_norm.hpp"

#include <cmath>

#include "runtime/nn/reduce.hpp"

namespace sluice::nn {
namespace {

// Sum over all elements of feature `f` of term(index in the array), in double.
template <typename Term>
double feature_sum(const BatchNormGeometry& g, std::int64_t f, Term term) {
  double total = 0;
  for (std::int64_t n = 0; n < g.batch; ++n) {
    const std::int64_t first = (n * g.features + f) * g.positions;
    total += sum_terms<double>(
        g.positions, [&](std::int64_t i) { return static_cast<double>(term(first + i)); });
  }
  return total;
}

template <typename Visit>
void for_each_element(const BatchNormGeometry& g, std::int64_t f, Visit visit) {
  for (std::int64_t n = 0; n < g.batch; ++n) {
    const std::int64_t first = (n * g.features + f) * g.positions;
    for (std::int64_t i = first; i < first + g.positions; ++i) visit(i);
  }
}

template <typename T>
void measure(const BatchNormGeometry& g, const BatchNormState<T>& s, std::int64_t f, T momentum,
             T eps, const T* input) {
  const auto count = static_cast<double>(g.batch * g.positions);
  const double mean = feature_sum(g, f, [&](std::int64_t i) { return input[i]; }) / count;
  const double squares = feature_sum(g, f, [&](std::int64_t i) {
    const double d = static_cast<double>(input[i]) - mean;
    return d * d;
  });
  s.saved_mean[f] = static_cast<T>(mean);
  s.saved_inv_std[f] = static_cast<T>(1 / std::sqrt(squares / count + static_cast<double>(eps)));
  const auto unbiased = static_cast<T>(squares / (count - 1));
  s.running_mean[f] += momentum * (s.saved_mean[f] - s.running_mean[f]);
  s.running_var[f] += momentum * (unbiased - s.running_var[f]);
}

template <typename T>
struct Normalisation {
  T mean, inv_std, weight;
};

template <typename T>
Normalisation<T> normalisation(const BatchNormState<T>& s, std::int64_t f, bool training, T eps) {
  const T weight = s.weight != nullptr ? s.weight[f] : T{1};
  if (training) return {s.saved_mean[f], s.saved_inv_std[f], weight};
  return {s.running_mean[f], T{1} / std::sqrt(s.running_var[f] + eps), weight};
}

}  // namespace

template <typename T>
void batch_norm_forward(const BatchNormGeometry& g, const BatchNormState<T>& s, bool training,
                        T momentum, T eps, const T* input, T* output) {
  for (std::int64_t f = 0; f < g.features; ++f) {
    if (training) measure(g, s, f, momentum, eps, input);
    const Normalisation<T> norm = normalisation(s, f, training, eps);
    const T factor = norm.inv_std * norm.weight;
    const T bias = s.bias != nullptr ? s.bias[f] : T{0};
    for_each_element(g, f,
                     [&](std::int64_t i) { output[i] = (input[i] - norm.mean) * factor + bias; });
  }
}

template <typename T>
void batch_norm_backward(const BatchNormGeometry& g, const BatchNormState<T>& s, bool training,
                         T eps, T scale, const T* input, const T* output_gradient,
                         T* input_gradient, T* weight_gradient, T* bias_gradient) {
  const auto count = static_cast<double>(g.batch * g.positions);
  for (std::int64_t f = 0; f < g.features; ++f) {
    const Normalisation<T> norm = normalisation(s, f, training, eps);
    const double total = feature_sum(g, f, [&](std::int64_t i) { return output_gradient[i]; });
    const double dot = feature_sum(
        g, f, [&](std::int64_t i) { return (input[i] - norm.mean) * output_gradient[i]; });
    if (input_gradient != nullptr) {
      const T factor = norm.inv_std * norm.weight;
      const T mean_gradient = training ? static_cast<T>(total / count) : T{0};
      const T slope = training ? static_cast<T>(dot / count) * norm.inv_std * norm.inv_std : T{0};
      for_each_element(g, f, [&](std::int64_t i) {
        input_gradient[i] =
            (output_gradient[i] - mean_gradient - (input[i] - norm.mean) * slope) * factor;
      });
    }
    if (weight_gradient != nullptr) {
      weight_gradient[f] += scale * static_cast<T>(dot) * norm.inv_std;
    }
    if (bias_gradient != nullptr) bias_gradient[f] += scale * static_cast<T>(total);
  }
}

template void batch_norm_forward(const BatchNormGeometry&, const BatchNormState<float>&, bool,
                                 float, float, const float*, float*);
template void batch_norm_forward(const BatchNormGeometry&, const BatchNormState<double>&, bool,
                                 double, double, const double*, double*);
template void batch_norm_backward(const BatchNormGeometry&, const BatchNormState<float>&, bool,
                                  float, float, const float*, const float*, float*, float*, float*);
template void batch_norm_backward(const BatchNormGeometry&, const BatchNormState<double>&, bool,
                                  double, double, const double*, const double*, double*, double*,
                                  double*);

}  // namespace sluice::nn
