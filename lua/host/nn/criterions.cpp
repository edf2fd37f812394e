// Losses for Lua: sums and gradients; averaging is the caller's.
#include "runtime/nn/criterion.hpp"

#include <tuple>

#include "lua/host/nn/groups.hpp"
#include "lua/host/nn/operand.hpp"

namespace sluice::bind {
namespace {

struct ClassRows {
  std::int64_t rows, classes;
};

ClassRows rows_of(const Tensor& input) {
  if (input.dim() == 1) return {1, input.size(0)};
  if (input.dim() == 2) return {input.size(0), input.size(1)};
  throw Error("input: expected a vector or a batch of vectors, got a " + describe(input));
}

// The targets, each `ignored` or a class number from 1.
const std::int64_t* checked_targets(const Tensor& targets, const ClassRows& size,
                                    std::int64_t ignored) {
  const auto* values = operand<std::int64_t>(targets, size.rows, "target");
  for (std::int64_t i = 0; i < size.rows; ++i) {
    if (values[i] != ignored && (values[i] < 1 || values[i] > size.classes)) {
      throw Error("target " + std::to_string(i + 1) + ": expected a class from 1 to " +
                  std::to_string(size.classes) + ", got " + std::to_string(values[i]));
    }
  }
  return values;
}

std::tuple<double, double> class_nll(const Tensor& input, const Tensor& targets,
                                     std::int64_t ignored, const std::optional<Tensor>& weights) {
  const ClassRows size = rows_of(input);
  return dispatch_floating(input.type(), [&]<typename T>() {
    const nn::Likelihood result =
        nn::class_nll(size.rows, size.classes, operand<T>(input, size.rows * size.classes, "input"),
                      checked_targets(targets, size, ignored), ignored,
                      operand<T>(weights, size.classes, "weights"));
    return std::tuple(result.loss, result.total_weight);
  });
}

void class_nll_backward(const Tensor& targets, std::int64_t ignored,
                        const std::optional<Tensor>& weights, Tensor& grad_input, double factor) {
  const ClassRows size = rows_of(grad_input);
  dispatch_floating(grad_input.type(), [&]<typename T>() {
    nn::class_nll_backward(size.rows, size.classes, checked_targets(targets, size, ignored),
                           ignored, operand<T>(weights, size.classes, "weights"),
                           static_cast<T>(factor),
                           operand<T>(grad_input, size.rows * size.classes, "gradInput"));
  });
}

}  // namespace

void define_nn_criterions(Definitions& list) {
  list.function("squared_error", [](const Tensor& input, const Tensor& target) {
    const std::int64_t n = input.element_count();
    return dispatch_floating(input.type(), [&]<typename T>() {
      return nn::squared_error(n, operand<T>(input, n, "input"), operand<T>(target, n, "target"));
    });
  });
  list.function("squared_error_backward",
                [](const Tensor& input, const Tensor& target, Tensor& grad_input, double factor) {
                  const std::int64_t n = input.element_count();
                  dispatch_floating(input.type(), [&]<typename T>() {
                    nn::squared_error_backward(
                        n, static_cast<T>(factor), operand<T>(input, n, "input"),
                        operand<T>(target, n, "target"), operand<T>(grad_input, n, "gradInput"));
                  });
                });
  list.function("class_nll", [](const Tensor& input, LongInput targets, std::int64_t ignored,
                                const std::optional<Tensor>& weights) {
    return class_nll(input, *targets, ignored, weights);
  });
  list.function("class_nll_backward",
                [](LongInput targets, std::int64_t ignored, const std::optional<Tensor>& weights,
                   Tensor& grad_input, double factor) {
                  class_nll_backward(*targets, ignored, weights, grad_input, factor);
                });
}

}  // namespace sluice::bind
