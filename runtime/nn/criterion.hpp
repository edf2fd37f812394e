// Losses and their gradients, on contiguous memory.
#pragma once

#include <cstdint>

namespace sluice::nn {

// Sum of (x - y)^2.
template <typename T>
double squared_error(std::int64_t count, const T* input, const T* target);
// gradient = factor * (x - y); overwrites.
template <typename T>
void squared_error_backward(std::int64_t count, T factor, const T* input, const T* target,
                            T* gradient);

// Negative log likelihood of `rows` vectors of `classes` log probabilities. Targets are class
// numbers counted from 1; rows whose target is `ignored` do not count. `weights` (one a class) may
// be null.
struct Likelihood {
  double loss;          // sum over the rows of -weight * log probability of the target
  double total_weight;  // sum of the rows' weights
};
template <typename T>
Likelihood class_nll(std::int64_t rows, std::int64_t classes, const T* input,
                     const std::int64_t* targets, std::int64_t ignored, const T* weights);
// gradient = -factor * weight at each row's target and 0 elsewhere; overwrites.
template <typename T>
void class_nll_backward(std::int64_t rows, std::int64_t classes, const std::int64_t* targets,
                        std::int64_t ignored, const T* weights, T factor, T* gradient);

}  // namespace sluice::nn
