// Convolution against its definition, and its gradients against the inner products they preserve.
#include "runtime/nn/conv2d.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "tests/runtime/nn/random_values.hpp"

namespace sluice::nn {
namespace {

Conv2dGeometry geometry(std::int64_t batch, std::int64_t planes, std::int64_t h, std::int64_t w,
                        std::int64_t out_planes, const Window2d& window) {
  return {batch,
          planes,
          h,
          w,
          out_planes,
          conv_output_size(h, window.kernel_h, window.stride_h, window.pad_h),
          conv_output_size(w, window.kernel_w, window.stride_w, window.pad_w),
          window};
}

// Any sizes that give an output, often with several images in one matrix.
Conv2dGeometry random_geometry(std::mt19937& generator) {
  const auto from = [&generator](std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(generator);
  };
  while (true) {
    const Window2d window{from(1, 5), from(1, 5), from(1, 3), from(1, 3), from(0, 3), from(0, 3)};
    const Conv2dGeometry g =
        geometry(from(1, 9), from(1, 12), from(1, 14), from(1, 14), from(1, 6), window);
    if (g.out_h >= 1 && g.out_w >= 1) return g;
  }
}

// Whole windows and windows cut along x, with and without steps and padding, 1x1, one wide output;
// images side by side with and without a smaller last group; one image too large for that; no
// image; any.
std::vector<Conv2dGeometry> convolutions() {
  std::vector<Conv2dGeometry> all{
      geometry(2, 1, 5, 7, 3, {3, 3, 1, 1, 0, 0}),   geometry(1, 3, 6, 5, 2, {2, 3, 2, 1, 1, 2}),
      geometry(2, 16, 6, 9, 5, {3, 3, 1, 1, 1, 1}),  geometry(3, 11, 5, 8, 4, {2, 3, 1, 2, 2, 1}),
      geometry(2, 4, 3, 3, 6, {1, 1, 1, 1, 0, 0}),   geometry(1, 2, 4, 4, 3, {1, 1, 2, 2, 0, 0}),
      geometry(1, 40, 3, 2, 2, {3, 1, 1, 1, 0, 0}),  geometry(1, 1, 2, 2, 1, {5, 5, 3, 3, 4, 4}),
      geometry(7, 6, 8, 12, 3, {3, 3, 1, 1, 0, 1}),  geometry(5, 1, 12, 11, 2, {3, 2, 1, 1, 1, 0}),
      geometry(2, 2, 20, 19, 2, {1, 1, 1, 1, 0, 0}), geometry(0, 4, 6, 6, 2, {3, 3, 1, 1, 0, 0})};
  std::mt19937 generator(17);
  for (int i = 0; i < 60; ++i) all.push_back(random_geometry(generator));
  return all;
}

double padded(const Conv2dGeometry& g, const std::vector<double>& x, std::int64_t n, std::int64_t c,
              std::int64_t y, std::int64_t column) {
  if (y < 0 || y >= g.in_h || column < 0 || column >= g.in_w) return 0;
  return x[static_cast<std::size_t>(((n * g.in_planes + c) * g.in_h + y) * g.in_w + column)];
}

// Weight index `tap` of output plane o at output position (oy, ox) of image n, by the definition.
double window_sum(const Conv2dGeometry& g, const std::vector<double>& x,
                  const std::vector<double>& weight, std::int64_t n, std::int64_t o,
                  std::int64_t oy, std::int64_t ox) {
  const Window2d& w = g.window;
  double total = 0;
  std::size_t at = static_cast<std::size_t>(o * g.taps());
  for (std::int64_t c = 0; c < g.in_planes; ++c) {
    for (std::int64_t ky = 0; ky < w.kernel_h; ++ky) {
      for (std::int64_t kx = 0; kx < w.kernel_w; ++kx) {
        total += weight[at++] *
                 padded(g, x, n, c, oy * w.stride_h - w.pad_h + ky, ox * w.stride_w - w.pad_w + kx);
      }
    }
  }
  return total;
}

std::vector<double> by_definition(const Conv2dGeometry& g, const std::vector<double>& x,
                                  const std::vector<double>& weight,
                                  const std::vector<double>& bias) {
  std::vector<double> y;
  for (std::int64_t n = 0; n < g.batch; ++n) {
    for (std::int64_t o = 0; o < g.out_planes; ++o) {
      for (std::int64_t i = 0; i < g.positions(); ++i) {
        y.push_back(bias[static_cast<std::size_t>(o)] +
                    window_sum(g, x, weight, n, o, i / g.out_w, i % g.out_w));
      }
    }
  }
  return y;
}

template <typename T>
struct Convolution {
  Conv2dGeometry g;
  std::vector<T> input, weight, bias, output, scratch;

  Convolution(const Conv2dGeometry& geometry, unsigned seed)
      : g(geometry),
        input(random_values<T>(g.batch * g.in_size(), seed)),
        weight(random_values<T>(g.out_planes * g.taps(), seed + 1)),
        bias(random_values<T>(g.out_planes, seed + 2)),
        output(static_cast<std::size_t>(g.batch * g.out_size()), T{99}),
        scratch(static_cast<std::size_t>(conv2d_scratch_size(g)), T{99}) {}

  void forward(const T* bias_or_null) {
    conv2d_forward(g, input.data(), weight.data(), bias_or_null, output.data(), scratch.data());
  }
};

std::vector<double> widened(const std::vector<float>& values) {
  return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("convolution equals its definition") {
  unsigned seed = 7;
  for (const Conv2dGeometry& g : convolutions()) {
    CAPTURE(g.in_planes, g.in_h, g.in_w, g.window.kernel_h, g.window.stride_h, g.window.pad_h,
            seed);
    Convolution<double> layer(g, seed);
    layer.forward(layer.bias.data());
    const auto expected = by_definition(g, layer.input, layer.weight, layer.bias);
    REQUIRE(layer.output.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(layer.output[i] == Approx(expected[i]).margin(1e-12));
    }
    seed += 10;
  }
}

TEST_CASE("convolution in float stays within rounding of double, also without bias") {
  for (const Conv2dGeometry& g : convolutions()) {
    Convolution<float> layer(g, 3);
    layer.forward(nullptr);
    const std::vector<double> no_bias(static_cast<std::size_t>(g.out_planes), 0.0);
    const auto expected = by_definition(g, widened(layer.input), widened(layer.weight), no_bias);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CHECK(static_cast<double>(layer.output[i]) == Approx(expected[i]).margin(2e-5));
    }
  }
}

TEST_CASE("the input gradient is the transpose of the convolution") {
  for (const Conv2dGeometry& g : convolutions()) {
    CAPTURE(g.in_planes, g.window.kernel_h, g.window.stride_h, g.window.pad_h);
    Convolution<double> layer(g, 11);
    layer.forward(nullptr);
    const auto gradient = random_values<double>(g.batch * g.out_size(), 5);
    std::vector<double> input_gradient(layer.input.size(), 99.0);
    conv2d_input_gradient(g, gradient.data(), layer.weight.data(), input_gradient.data(),
                          layer.scratch.data());
    CHECK(inner_product(input_gradient, layer.input) ==
          Approx(inner_product(gradient, layer.output)).margin(1e-10));
  }
}

TEST_CASE("weight and bias gradients are added with their scale") {
  for (const Conv2dGeometry& g : convolutions()) {
    CAPTURE(g.in_planes, g.window.kernel_h, g.window.stride_h, g.window.pad_h);
    Convolution<double> layer(g, 13);
    layer.forward(layer.bias.data());
    const auto gradient = random_values<double>(g.batch * g.out_size(), 6);
    std::vector<double> weight_gradient(layer.weight.size(), 0.0);
    std::vector<double> bias_gradient(layer.bias.size(), 0.0);
    for (const double scale : {1.0, 0.5}) {
      conv2d_weight_gradient(g, layer.input.data(), gradient.data(), scale, weight_gradient.data(),
                             bias_gradient.data(), layer.scratch.data());
    }
    CHECK(inner_product(weight_gradient, layer.weight) + inner_product(bias_gradient, layer.bias) ==
          Approx(1.5 * inner_product(gradient, layer.output)).margin(1e-10));
  }
}

}  // namespace sluice::nn
