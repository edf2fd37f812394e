// The fully connected layer for Lua. Batches are the leading dimensions of input and output.
#include "runtime/nn/linear.hpp"

#include "lua/host/nn/groups.hpp"
#include "lua/host/nn/operand.hpp"

namespace sluice::bind {
namespace {

using nn::LinearGeometry;

LinearGeometry geometry_of(const Tensor& weight, const Tensor& rows) {
  if (weight.dim() != 2) throw Error("weight: expected a matrix, got a " + describe(weight));
  if (rows.empty()) throw Error("expected a vector or a batch of vectors, got an empty tensor");
  return {rows.element_count() / rows.sizes().back(), weight.size(1), weight.size(0)};
}

void forward(const Tensor& input, const Tensor& weight, const std::optional<Tensor>& bias,
             Tensor& output) {
  const LinearGeometry g = geometry_of(weight, input);
  dispatch_floating(input.type(), [&]<typename T>() {
    nn::linear_forward(g, operand<T>(input, g.batch * g.inputs, "input"),
                       operand<T>(weight, g.inputs * g.outputs, "weight"),
                       operand<T>(bias, g.outputs, "bias"),
                       operand<T>(output, g.batch * g.outputs, "output"));
  });
}

void input_gradient(const Tensor& grad_output, const Tensor& weight, Tensor& grad_input) {
  const LinearGeometry g = geometry_of(weight, grad_output);
  dispatch_floating(weight.type(), [&]<typename T>() {
    nn::linear_input_gradient(g, operand<T>(grad_output, g.batch * g.outputs, "gradOutput"),
                              operand<T>(weight, g.inputs * g.outputs, "weight"),
                              operand<T>(grad_input, g.batch * g.inputs, "gradInput"));
  });
}

void weight_gradient(const Tensor& input, const Tensor& grad_output, Tensor& grad_weight,
                     const std::optional<Tensor>& grad_bias, double scale) {
  const LinearGeometry g = geometry_of(grad_weight, input);
  dispatch_floating(input.type(), [&]<typename T>() {
    nn::linear_weight_gradient(g, operand<T>(input, g.batch * g.inputs, "input"),
                               operand<T>(grad_output, g.batch * g.outputs, "gradOutput"),
                               static_cast<T>(scale),
                               operand<T>(grad_weight, g.inputs * g.outputs, "gradWeight"),
                               operand<T>(grad_bias, g.outputs, "gradBias"));
  });
}

}  // namespace

void define_nn_linear(Definitions& list) {
  list.function("linear_forward",
                [](const Tensor& input, const Tensor& weight, const std::optional<Tensor>& bias,
                   Tensor& output) { forward(input, weight, bias, output); });
  list.function("linear_input_gradient",
                [](const Tensor& grad_output, const Tensor& weight, Tensor& grad_input) {
                  input_gradient(grad_output, weight, grad_input);
                });
  list.function("linear_weight_gradient",
                [](const Tensor& input, const Tensor& grad_output, Tensor& grad_weight,
                   const std::optional<Tensor>& grad_bias, double scale) {
                  weight_gradient(input, grad_output, grad_weight, grad_bias, scale);
                });
}

}  // namespace sluice::bind
