// Activations, softmax and criterions: values by hand, gradients by finite differences.
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <vector>

#include "runtime/nn/activation.hpp"
#include "runtime/nn/criterion.hpp"
#include "runtime/nn/softmax.hpp"
#include "tests/runtime/nn/random_values.hpp"

namespace sluice::nn {
namespace {

using Values = std::vector<double>;

std::int64_t count_of(const Values& values) { return static_cast<std::int64_t>(values.size()); }

// Checks `backward(input, output, output gradient)` against differences of `forward(input)`.
void check_gradient(
    const Values& at, const std::function<Values(const Values&)>& forward,
    const std::function<Values(const Values&, const Values&, const Values&)>& backward) {
  const Values gradient = random_values<double>(count_of(at), 51);
  const Values analytic = backward(at, forward(at), gradient);
  for (std::size_t i = 0; i < at.size(); ++i) {
    Values moved = at;
    moved[i] = at[i] + 1e-6;
    const double above = inner_product(gradient, forward(moved));
    moved[i] = at[i] - 1e-6;
    const double below = inner_product(gradient, forward(moved));
    CHECK(analytic[i] == Approx((above - below) / 2e-6).margin(1e-8));
  }
}

const Values kPoints{-3, -1.25, -0.5, 0.25, 0.75, 2, 7};

}  // namespace

TEST_CASE("activations follow their definitions") {
  Values y(kPoints.size());
  const std::int64_t n = count_of(kPoints);
  threshold_forward(n, 0.5, 9.0, kPoints.data(), y.data());
  CHECK(y == Values{9, 9, 9, 9, 0.75, 2, 7});
  leaky_relu_forward(n, 0.5, kPoints.data(), y.data());
  CHECK(y == Values{-1.5, -0.625, -0.25, 0.25, 0.75, 2, 7});
  hard_tanh_forward(n, -1.0, 2.0, kPoints.data(), y.data());
  CHECK(y == Values{-1, -1, -0.5, 0.25, 0.75, 2, 2});
  sigmoid_forward(n, kPoints.data(), y.data());
  CHECK(y[5] == Approx(1 / (1 + std::exp(-2.0))));
}

TEST_CASE("a limit itself gets no gradient through hard tanh") {
  const Values at{-1, 0, 2};
  const Values ones{1, 1, 1};
  Values gradient(3);
  hard_tanh_backward(3, -1.0, 2.0, at.data(), ones.data(), gradient.data());
  CHECK(gradient == Values{0, 1, 0});
}

TEST_CASE("gradients of activations equal finite differences") {
  const std::int64_t n = count_of(kPoints);
  Values y(kPoints.size()), g(kPoints.size());
  const auto in_y = [&](auto run) {
    return [&, run](const Values& x) {
      run(x);
      return y;
    };
  };
  const auto in_g = [&](auto run) {
    return [&, run](const Values& x, const Values& out, const Values& from) {
      run(x, out, from);
      return g;
    };
  };
  check_gradient(kPoints,
                 in_y([&](const Values& x) { threshold_forward(n, 0.5, 9.0, x.data(), y.data()); }),
                 in_g([&](const Values& x, const Values&, const Values& from) {
                   threshold_backward(n, 0.5, x.data(), from.data(), g.data());
                 }));
  check_gradient(kPoints,
                 in_y([&](const Values& x) { leaky_relu_forward(n, 0.1, x.data(), y.data()); }),
                 in_g([&](const Values& x, const Values&, const Values& from) {
                   leaky_relu_backward(n, 0.1, x.data(), from.data(), g.data());
                 }));
  check_gradient(
      kPoints, in_y([&](const Values& x) { hard_tanh_forward(n, -1.0, 1.5, x.data(), y.data()); }),
      in_g([&](const Values& x, const Values&, const Values& from) {
        hard_tanh_backward(n, -1.0, 1.5, x.data(), from.data(), g.data());
      }));
  check_gradient(kPoints, in_y([&](const Values& x) { tanh_forward(n, x.data(), y.data()); }),
                 in_g([&](const Values&, const Values& out, const Values& from) {
                   tanh_backward(n, out.data(), from.data(), g.data());
                 }));
  check_gradient(kPoints, in_y([&](const Values& x) { sigmoid_forward(n, x.data(), y.data()); }),
                 in_g([&](const Values&, const Values& out, const Values& from) {
                   sigmoid_backward(n, out.data(), from.data(), g.data());
                 }));
}

TEST_CASE("softmax sums to one over its dimension and survives large inputs") {
  const SoftmaxGeometry g{2, 3, 2};
  Values input = random_values<double>(12, 52);
  input[0] = 1e4;
  Values output(12), logs(12);
  softmax_forward(g, input.data(), output.data());
  log_softmax_forward(g, input.data(), logs.data());
  CHECK(output[0] == 1);
  CHECK(logs[0] == 0);
  for (std::size_t o : {0U, 1U}) {
    for (std::size_t i : {0U, 1U}) {
      const std::size_t first = o * 6 + i;
      CHECK(output[first] + output[first + 2] + output[first + 4] == Approx(1));
      CHECK(std::exp(logs[first + 2]) == Approx(output[first + 2]));
    }
  }
}

TEST_CASE("gradients of softmax and its logarithm equal finite differences") {
  const SoftmaxGeometry g{2, 3, 2};
  const Values at = random_values<double>(12, 53);
  Values y(12), gradient(12);
  check_gradient(
      at,
      [&](const Values& x) {
        softmax_forward(g, x.data(), y.data());
        return y;
      },
      [&](const Values&, const Values& out, const Values& from) {
        softmax_backward(g, out.data(), from.data(), gradient.data());
        return gradient;
      });
  check_gradient(
      at,
      [&](const Values& x) {
        log_softmax_forward(g, x.data(), y.data());
        return y;
      },
      [&](const Values&, const Values& out, const Values& from) {
        log_softmax_backward(g, out.data(), from.data(), gradient.data());
        return gradient;
      });
}

TEST_CASE("criterions follow their definitions") {
  const Values x{1, 2, 3, 4}, t{0, 2, 5, 4};
  CHECK(squared_error(4, x.data(), t.data()) == 5);
  Values g(4);
  squared_error_backward(4, 0.5, x.data(), t.data(), g.data());
  CHECK(g == Values{0.5, 0, -1, 0});

  const Values logs{-1, -2, -3, -4, -5, -6};
  const std::vector<std::int64_t> targets{3, 1};
  const Values weights{1, 1, 2};
  CHECK(class_nll<double>(2, 3, logs.data(), targets.data(), -100, nullptr).loss == 7);
  const Likelihood weighted = class_nll(2, 3, logs.data(), targets.data(), -100, weights.data());
  CHECK(weighted.loss == 10);
  CHECK(weighted.total_weight == 3);
  Values gradient(6);
  class_nll_backward(2, 3, targets.data(), -100, weights.data(), 0.5, gradient.data());
  CHECK(gradient == Values{0, 0, -1, -0.5, 0, 0});
}

TEST_CASE("the ignored target leaves its row out") {
  const Values logs{-1, -2, -4, -5};
  const std::vector<std::int64_t> targets{7, 2};
  const Likelihood result = class_nll<double>(2, 2, logs.data(), targets.data(), 7, nullptr);
  CHECK(result.loss == 5);
  CHECK(result.total_weight == 1);
  Values gradient(4);
  class_nll_backward<double>(2, 2, targets.data(), 7, nullptr, 1.0, gradient.data());
  CHECK(gradient == Values{0, 0, 0, -1});
}

}  // namespace sluice::nn
