// SoftMax and LogSoftMax for Lua: over the only dimension, the second of two or four, or the first
// of three.
#include "runtime/nn/softmax.hpp"

#include "lua/host/nn/groups.hpp"
#include "lua/host/nn/operand.hpp"

namespace sluice::bind {
namespace {

using nn::SoftmaxGeometry;

SoftmaxGeometry geometry_of(const Tensor& t) {
  switch (t.dim()) {
    case 1:
      return {1, t.size(0), 1};
    case 2:
      return {t.size(0), t.size(1), 1};
    case 3:
      return {1, t.size(0), t.size(1) * t.size(2)};
    case 4:
      return {t.size(0), t.size(1), t.size(2) * t.size(3)};
    default:
      throw Error("input: expected 1 to 4 dimensions, got a " + describe(t));
  }
}

template <typename Kernel>
void run(const Tensor& input, Tensor& output, Kernel kernel) {
  const SoftmaxGeometry g = geometry_of(input);
  const std::int64_t n = input.element_count();
  dispatch_floating(input.type(), [&]<typename T>() {
    kernel(g, operand<T>(input, n, "input"), operand<T>(output, n, "output"));
  });
}

template <typename Kernel>
void run_gradient(const Tensor& output, const Tensor& grad_output, Tensor& grad_input,
                  Kernel kernel) {
  const SoftmaxGeometry g = geometry_of(output);
  const std::int64_t n = output.element_count();
  dispatch_floating(output.type(), [&]<typename T>() {
    kernel(g, operand<T>(output, n, "output"), operand<T>(grad_output, n, "gradOutput"),
           operand<T>(grad_input, n, "gradInput"));
  });
}

}  // namespace

void define_nn_softmax(Definitions& list) {
  list.function("softmax_forward", [](const Tensor& input, Tensor& output) {
    run(input, output,
        []<typename T>(const SoftmaxGeometry& g, T* x, T* y) { nn::softmax_forward<T>(g, x, y); });
  });
  list.function("softmax_backward",
                [](const Tensor& output, const Tensor& grad_output, Tensor& grad_input) {
                  run_gradient(output, grad_output, grad_input,
                               []<typename T>(const SoftmaxGeometry& g, T* y, T* from, T* to) {
                                 nn::softmax_backward<T>(g, y, from, to);
                               });
                });
  list.function("log_softmax_forward", [](const Tensor& input, Tensor& output) {
    run(input, output, []<typename T>(const SoftmaxGeometry& g, T* x, T* y) {
      nn::log_softmax_forward<T>(g, x, y);
    });
  });
  list.function("log_softmax_backward",
                [](const Tensor& output, const Tensor& grad_output, Tensor& grad_input) {
                  run_gradient(output, grad_output, grad_input,
                               []<typename T>(const SoftmaxGeometry& g, T* y, T* from, T* to) {
                                 nn::log_softmax_backward<T>(g, y, from, to);
                               });
                });
}

}  // namespace sluice::bind
