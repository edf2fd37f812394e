// Batch normalisation: statistics, running averages, and gradients by finite differences.
#include "runtime/nn/batch_norm.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "tests/runtime/nn/random_values.hpp"

namespace sluice::nn {
namespace {

constexpr double kEps = 1e-5;

struct Layer {
  BatchNormGeometry g{4, 2, 3};
  std::vector<double> input = random_values<double>(24, 41);
  std::vector<double> weight{1.5, -0.5}, bias{0.25, 2};
  std::vector<double> running_mean{0.1, -0.2}, running_var{0.7, 1.3};
  std::vector<double> mean{0, 0}, inv_std{0, 0};
  bool training = true;

  BatchNormState<double> state() {
    return {weight.data(),      bias.data(), running_mean.data(),
            running_var.data(), mean.data(), inv_std.data()};
  }
  std::vector<double> forward(double momentum) {
    std::vector<double> output(input.size());
    batch_norm_forward(g, state(), training, momentum, kEps, input.data(), output.data());
    return output;
  }
};

}  // namespace

TEST_CASE("training normalises by the batch and moves the running statistics") {
  Layer layer;
  layer.weight = {1, 1};
  layer.bias = {0, 0};
  const auto before_mean = layer.running_mean, before_var = layer.running_var;
  const auto output = layer.forward(0.1);
  for (std::size_t f = 0; f < 2; ++f) {
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < 24; ++i) {
      if (i / 3 % 2 != f) continue;
      sum += output[i];
      squares += output[i] * output[i];
    }
    CHECK(sum == Approx(0).margin(1e-12));
    CHECK(squares / 12 == Approx(1).epsilon(1e-4));
    const double unbiased = (1 / (layer.inv_std[f] * layer.inv_std[f]) - kEps) * 12 / 11;
    CHECK(layer.running_mean[f] == Approx(0.9 * before_mean[f] + 0.1 * layer.mean[f]));
    CHECK(layer.running_var[f] == Approx(0.9 * before_var[f] + 0.1 * unbiased));
  }
}

TEST_CASE("evaluation normalises by the running statistics and leaves them alone") {
  Layer layer;
  layer.training = false;
  const auto output = layer.forward(0.1);
  CHECK(output[0] == Approx((layer.input[0] - 0.1) / std::sqrt(0.7 + kEps) * 1.5 + 0.25));
  CHECK(layer.running_mean == std::vector<double>{0.1, -0.2});
}

TEST_CASE("gradients of batch normalisation equal finite differences in both modes") {
  for (const bool training : {true, false}) {
    CAPTURE(training);
    Layer layer;
    layer.training = training;
    const auto gradient = random_values<double>(24, 42);
    const auto loss = [&] { return inner_product(gradient, layer.forward(0)); };
    layer.forward(0);
    std::vector<double> input_gradient(24), weight_gradient(2), bias_gradient(2);
    batch_norm_backward(layer.g, layer.state(), training, kEps, 1.0, layer.input.data(),
                        gradient.data(), input_gradient.data(), weight_gradient.data(),
                        bias_gradient.data());
    const auto check_all = [&](std::vector<double>& values, const std::vector<double>& analytic) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        const double kept = values[i];
        values[i] = kept + 1e-5;
        const double above = loss();
        values[i] = kept - 1e-5;
        const double below = loss();
        values[i] = kept;
        CHECK(analytic[i] == Approx((above - below) / 2e-5).margin(1e-7));
      }
    };
    check_all(layer.input, input_gradient);
    check_all(layer.weight, weight_gradient);
    check_all(layer.bias, bias_gradient);
  }
}

}  // namespace sluice::nn
