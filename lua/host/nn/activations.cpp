// Elementwise activations for Lua; input and output may be the same tensor.
#include "runtime/nn/activation.hpp"

#include "lua/host/nn/groups.hpp"
#include "lua/host/nn/operand.hpp"

namespace sluice::bind {
namespace {

// Two operands of one kernel, `from` having the size that counts.
template <typename Kernel>
void run(const Tensor& from, Tensor& to, Kernel kernel) {
  const std::int64_t n = from.element_count();
  dispatch_floating(from.type(), [&]<typename T>() {
    kernel(n, operand<T>(from, n, "input"), operand<T>(to, n, "output"));
  });
}

// `reference` is the input or the output of the forward direction.
template <typename Kernel>
void run_gradient(const Tensor& reference, const Tensor& grad_output, Tensor& grad_input,
                  Kernel kernel) {
  const std::int64_t n = reference.element_count();
  dispatch_floating(reference.type(), [&]<typename T>() {
    kernel(n, operand<T>(reference, n, "input"), operand<T>(grad_output, n, "gradOutput"),
           operand<T>(grad_input, n, "gradInput"));
  });
}

void define_piecewise(Definitions& list) {
  list.function(
      "threshold_forward", [](const Tensor& input, Tensor& output, double threshold, double value) {
        run(input, output, [=]<typename T>(std::int64_t n, T* x, T* y) {
          nn::threshold_forward<T>(n, static_cast<T>(threshold), static_cast<T>(value), x, y);
        });
      });
  list.function("threshold_backward", [](const Tensor& input, const Tensor& grad_output,
                                         Tensor& grad_input, double threshold) {
    run_gradient(input, grad_output, grad_input,
                 [=]<typename T>(std::int64_t n, T* x, T* from, T* to) {
                   nn::threshold_backward<T>(n, static_cast<T>(threshold), x, from, to);
                 });
  });
  list.function("leaky_relu_forward", [](const Tensor& input, Tensor& output, double slope) {
    run(input, output, [=]<typename T>(std::int64_t n, T* x, T* y) {
      nn::leaky_relu_forward<T>(n, static_cast<T>(slope), x, y);
    });
  });
  list.function("leaky_relu_backward", [](const Tensor& input, const Tensor& grad_output,
                                          Tensor& grad_input, double slope) {
    run_gradient(input, grad_output, grad_input,
                 [=]<typename T>(std::int64_t n, T* x, T* from, T* to) {
                   nn::leaky_relu_backward<T>(n, static_cast<T>(slope), x, from, to);
                 });
  });
  list.function("hard_tanh_forward",
                [](const Tensor& input, Tensor& output, double low, double high) {
                  run(input, output, [=]<typename T>(std::int64_t n, T* x, T* y) {
                    nn::hard_tanh_forward<T>(n, static_cast<T>(low), static_cast<T>(high), x, y);
                  });
                });
  list.function("hard_tanh_backward", [](const Tensor& input, const Tensor& grad_output,
                                         Tensor& grad_input, double low, double high) {
    run_gradient(
        input, grad_output, grad_input, [=]<typename T>(std::int64_t n, T* x, T* from, T* to) {
          nn::hard_tanh_backward<T>(n, static_cast<T>(low), static_cast<T>(high), x, from, to);
        });
  });
}

void define_smooth(Definitions& list) {
  list.function("tanh_forward", [](const Tensor& input, Tensor& output) {
    run(input, output,
        []<typename T>(std::int64_t n, T* x, T* y) { nn::tanh_forward<T>(n, x, y); });
  });
  list.function("tanh_backward",
                [](const Tensor& output, const Tensor& grad_output, Tensor& grad_input) {
                  run_gradient(output, grad_output, grad_input,
                               []<typename T>(std::int64_t n, T* y, T* from, T* to) {
                                 nn::tanh_backward<T>(n, y, from, to);
                               });
                });
  list.function("sigmoid_forward", [](const Tensor& input, Tensor& output) {
    run(input, output,
        []<typename T>(std::int64_t n, T* x, T* y) { nn::sigmoid_forward<T>(n, x, y); });
  });
  list.function("sigmoid_backward",
                [](const Tensor& output, const Tensor& grad_output, Tensor& grad_input) {
                  run_gradient(output, grad_output, grad_input,
                               []<typename T>(std::int64_t n, T* y, T* from, T* to) {
                                 nn::sigmoid_backward<T>(n, y, from, to);
                               });
                });
}

}  // namespace

void define_nn_activations(Definitions& list) {
  define_piecewise(list);
  define_smooth(list);
}

}  // namespace sluice::bind
