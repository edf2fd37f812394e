// Squared error and negative log likelihood; sums are kept in double.
#include "runtime/nn/criterion.hpp"

#include <algorithm>

#include "runtime/nn/reduce.hpp"

namespace sluice::nn {

template <typename T>
double squared_error(std::int64_t count, const T* input, const T* target) {
  return sum_terms<double>(count, [=](std::int64_t i) {
    const double difference = static_cast<double>(input[i]) - static_cast<double>(target[i]);
    return difference * difference;
  });
}

template <typename T>
void squared_error_backward(std::int64_t count, T factor, const T* input, const T* target,
                            T* gradient) {
  for (std::int64_t i = 0; i < count; ++i) gradient[i] = factor * (input[i] - target[i]);
}

template <typename T>
Likelihood class_nll(std::int64_t rows, std::int64_t classes, const T* input,
                     const std::int64_t* targets, std::int64_t ignored, const T* weights) {
  Likelihood result{0, 0};
  for (std::int64_t row = 0; row < rows; ++row) {
    if (targets[row] == ignored) continue;
    const std::int64_t c = targets[row] - 1;
    const double weight = weights != nullptr ? static_cast<double>(weights[c]) : 1.0;
    result.loss -= weight * static_cast<double>(input[row * classes + c]);
    result.total_weight += weight;
  }
  return result;
}

template <typename T>
void class_nll_backward(std::int64_t rows, std::int64_t classes, const std::int64_t* targets,
                        std::int64_t ignored, const T* weights, T factor, T* gradient) {
  std::fill_n(gradient, rows * classes, T{0});
  for (std::int64_t row = 0; row < rows; ++row) {
    if (targets[row] == ignored) continue;
    const std::int64_t c = targets[row] - 1;
    gradient[row * classes + c] = -factor * (weights != nullptr ? weights[c] : T{1});
  }
}

template double squared_error(std::int64_t, const float*, const float*);
template void squared_error_backward(std::int64_t, float, const float*, const float*, float*);
template Likelihood class_nll(std::int64_t, std::int64_t, const float*, const std::int64_t*,
                              std::int64_t, const float*);
template void class_nll_backward(std::int64_t, std::int64_t, const std::int64_t*, std::int64_t,
                                 const float*, float, float*);
template double squared_error(std::int64_t, const double*, const double*);
template void squared_error_backward(std::int64_t, double, const double*, const double*, double*);
template Likelihood class_nll(std::int64_t, std::int64_t, const double*, const std::int64_t*,
                              std::int64_t, const double*);
template void class_nll_backward(std::int64_t, std::int64_t, const std::int64_t*, std::int64_t,
                                 const double*, double, double*);

}  // namespace sluice::nn
