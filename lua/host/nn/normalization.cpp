// Batch normalisation for Lua: batch x features, or batch x features x height x width.
#include "runtime/nn/batch_norm.hpp"

#include "lua/host/nn/groups.hpp"
#include "lua/host/nn/operand.hpp"

namespace sluice::bind {
namespace {

using nn::BatchNormGeometry;
using nn::BatchNormState;

BatchNormGeometry geometry_of(const Tensor& input) {
  if (input.dim() < 2) throw Error("input: expected a batch, got a " + describe(input));
  const std::int64_t batch = input.size(0);
  const std::int64_t features = input.size(1);
  return {batch, features, input.element_count() / (batch * features)};
}

std::int64_t count_of(const BatchNormGeometry& g) { return g.batch * g.features * g.positions; }

// The tensors of a layer by name, in Lua's order.
struct LayerTensors {
  const std::optional<Tensor>& weight;
  const std::optional<Tensor>& bias;
  const Tensor& running_mean;
  const Tensor& running_var;
  const Tensor& saved_mean;
  const Tensor& saved_inv_std;

  template <typename T>
  BatchNormState<T> state(std::int64_t features) const {
    return {operand<T>(weight, features, "weight"),
            operand<T>(bias, features, "bias"),
            operand<T>(running_mean, features, "running_mean"),
            operand<T>(running_var, features, "running_var"),
            operand<T>(saved_mean, features, "save_mean"),
            operand<T>(saved_inv_std, features, "save_std")};
  }
};

void forward(const Tensor& input, Tensor& output, const LayerTensors& layer, bool training,
             double momentum, double eps) {
  const BatchNormGeometry g = geometry_of(input);
  dispatch_floating(input.type(), [&]<typename T>() {
    nn::batch_norm_forward(g, layer.state<T>(g.features), training, static_cast<T>(momentum),
                           static_cast<T>(eps), operand<T>(input, count_of(g), "input"),
                           operand<T>(output, count_of(g), "output"));
  });
}

}  // namespace

void define_nn_normalization(Definitions& list) {
  list.function("batch_norm_forward",
                [](const Tensor& input, Tensor& output, const std::optional<Tensor>& weight,
                   const std::optional<Tensor>& bias, const Tensor& running_mean,
                   const Tensor& running_var, const Tensor& saved_mean, const Tensor& saved_inv_std,
                   bool training, double momentum, double eps) {
                  forward(input, output,
                          {weight, bias, running_mean, running_var, saved_mean, saved_inv_std},
                          training, momentum, eps);
                });
  // `mean` and `spread` are the saved mean and inverse deviation in training, the running mean and
  // variance in evaluation.
  list.function(
      "batch_norm_backward",
      [](const Tensor& input, const Tensor& grad_output, const std::optional<Tensor>& grad_input,
         const std::optional<Tensor>& grad_weight, const std::optional<Tensor>& grad_bias,
         const std::optional<Tensor>& weight, const Tensor& mean, const Tensor& spread,
         bool training, double eps, double scale) {
        const BatchNormGeometry g = geometry_of(input);
        const LayerTensors layer{weight, std::nullopt, mean, spread, mean, spread};
        dispatch_floating(input.type(), [&]<typename T>() {
          nn::batch_norm_backward(g, layer.state<T>(g.features), training, static_cast<T>(eps),
                                  static_cast<T>(scale), operand<T>(input, count_of(g), "input"),
                                  operand<T>(grad_output, count_of(g), "gradOutput"),
                                  operand<T>(grad_input, count_of(g), "gradInput"),
                                  operand<T>(grad_weight, g.features, "gradWeight"),
                                  operand<T>(grad_bias, g.features, "gradBias"));
        });
      });
}

}  // namespace sluice::bind
