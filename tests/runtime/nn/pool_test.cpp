// Max and average pooling against their definitions, at every border and with ceil sizes.
#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

#include "runtime/nn/average_pool.hpp"
#include "runtime/nn/max_pool.hpp"
#include "tests/runtime/nn/random_values.hpp"

namespace sluice::nn {
namespace {

Pool2dGeometry geometry(std::int64_t planes, std::int64_t h, std::int64_t w, const Window2d& window,
                        bool ceil_mode) {
  return {planes,
          h,
          w,
          pool_output_size(h, window.kernel_h, window.stride_h, window.pad_h, ceil_mode),
          pool_output_size(w, window.kernel_w, window.stride_w, window.pad_w, ceil_mode),
          window};
}

std::vector<Pool2dGeometry> pools() {
  std::vector<Pool2dGeometry> all;
  for (const bool ceil_mode : {false, true}) {
    all.push_back(geometry(3, 24, 24, {2, 2, 2, 2, 0, 0}, ceil_mode));
    all.push_back(geometry(2, 5, 11, {2, 2, 2, 2, 0, 0}, ceil_mode));
    all.push_back(geometry(2, 7, 6, {3, 3, 2, 2, 1, 1}, ceil_mode));
    all.push_back(geometry(1, 6, 9, {2, 3, 3, 1, 0, 1}, ceil_mode));
    all.push_back(geometry(1, 4, 4, {4, 4, 1, 1, 2, 2}, ceil_mode));
  }
  return all;
}

std::size_t size_of(std::int64_t count) { return static_cast<std::size_t>(count); }

struct Reference {
  double largest = -2, sum = 0;
  std::int64_t index = 0, inside = 0;
};

Reference window_of(const Pool2dGeometry& g, const double* plane, std::int64_t oy,
                    std::int64_t ox) {
  Reference r;
  for (std::int64_t i = 0; i < g.in_h * g.in_w; ++i) {
    const std::int64_t dy = i / g.in_w - (oy * g.window.stride_h - g.window.pad_h);
    const std::int64_t dx = i % g.in_w - (ox * g.window.stride_w - g.window.pad_w);
    if (dy < 0 || dy >= g.window.kernel_h || dx < 0 || dx >= g.window.kernel_w) continue;
    if (plane[i] > r.largest) {
      r.largest = plane[i];
      r.index = i + 1;
    }
    r.sum += plane[i];
    ++r.inside;
  }
  return r;
}

template <typename T>
void check_max_pool(const Pool2dGeometry& g, unsigned seed) {
  CAPTURE(g.in_h, g.in_w, g.window.kernel_h, g.window.stride_h, g.window.pad_h, seed);
  const auto input = random_values<T>(g.planes * g.in_h * g.in_w, seed);
  const std::vector<double> wide(input.begin(), input.end());
  std::vector<T> output(size_of(g.planes * g.out_h * g.out_w));
  std::vector<std::int64_t> indices(output.size());
  max_pool_forward(g, input.data(), output.data(), indices.data());
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(output.size()); ++i) {
    const std::int64_t in_plane = i % (g.out_h * g.out_w);
    const Reference expected = window_of(g, wide.data() + i / (g.out_h * g.out_w) * g.in_h * g.in_w,
                                         in_plane / g.out_w, in_plane % g.out_w);
    REQUIRE(static_cast<double>(output[size_of(i)]) == expected.largest);
    REQUIRE(indices[size_of(i)] == expected.index);
  }
}

}  // namespace

TEST_CASE("output sizes of pooling round down or up") {
  CHECK(pool_output_size(5, 2, 2, 0, false) == 2);
  CHECK(pool_output_size(5, 2, 2, 0, true) == 3);
  CHECK(pool_output_size(4, 2, 2, 1, true) == 3);
  CHECK(pool_output_size(3, 2, 2, 1, true) == 2);  // a third window would lie in padding only
  CHECK(pool_output_size(6, 2, 3, 0, true) == 2);  // nor is there one behind the input
  CHECK(pool_output_size(6, 2, 3, 0, true, false) == 3);  // for Torch there is, without padding
  CHECK(pool_output_size(1, 3, 2, 0, false) == 0);
}

TEST_CASE("max pooling equals its definition in float and double") {
  for (const Pool2dGeometry& g : pools()) {
    check_max_pool<float>(g, 21);
    check_max_pool<double>(g, 22);
  }
}

TEST_CASE("max pooling takes the first of equal elements") {
  const Pool2dGeometry g = geometry(1, 2, 10, {2, 2, 2, 2, 0, 0}, false);
  const std::vector<float> input(20, 1.0F);
  std::vector<float> output(5);
  std::vector<std::int64_t> indices(5);
  max_pool_forward(g, input.data(), output.data(), indices.data());
  CHECK(indices == std::vector<std::int64_t>{1, 3, 5, 7, 9});
}

TEST_CASE("the gradient of max pooling goes to the maxima and refuses indices from elsewhere") {
  for (const Pool2dGeometry& g : pools()) {
    const auto input = random_values<double>(g.planes * g.in_h * g.in_w, 23);
    std::vector<double> output(size_of(g.planes * g.out_h * g.out_w));
    std::vector<std::int64_t> indices(output.size());
    max_pool_forward(g, input.data(), output.data(), indices.data());
    const auto gradient = random_values<double>(static_cast<std::int64_t>(output.size()), 24);
    std::vector<double> input_gradient(input.size(), 99.0);
    REQUIRE(max_pool_backward(g, gradient.data(), indices.data(), input_gradient.data()));
    CHECK(inner_product(input_gradient, input) ==
          Approx(inner_product(gradient, output)).margin(1e-12));
    for (const std::int64_t wrong : {std::int64_t{0}, g.in_h * g.in_w + 1}) {
      indices.back() = wrong;
      CHECK_FALSE(max_pool_backward(g, gradient.data(), indices.data(), input_gradient.data()));
    }
  }
}

TEST_CASE("average pooling equals its definition and its gradient is the transpose") {
  for (const Pool2dGeometry& g : pools()) {
    CAPTURE(g.in_h, g.in_w, g.window.kernel_h, g.window.stride_h, g.window.pad_h);
    const auto input = random_values<double>(g.planes * g.in_h * g.in_w, 25);
    for (const Divisor divisor : {Divisor::kPaddedWindow, Divisor::kInputOnly}) {
      std::vector<double> output(size_of(g.planes * g.out_h * g.out_w));
      average_pool_forward(g, divisor, input.data(), output.data());
      for (std::int64_t i = 0; i < g.out_h * g.out_w; ++i) {
        const Reference r = window_of(g, input.data(), i / g.out_w, i % g.out_w);
        if (divisor == Divisor::kInputOnly) {
          CHECK(output[size_of(i)] == Approx(r.sum / static_cast<double>(r.inside)).margin(1e-12));
        }
      }
      const auto gradient = random_values<double>(static_cast<std::int64_t>(output.size()), 26);
      std::vector<double> input_gradient(input.size(), 99.0);
      average_pool_backward(g, divisor, gradient.data(), input_gradient.data());
      CHECK(inner_product(input_gradient, input) ==
            Approx(inner_product(gradient, output)).margin(1e-12));
    }
  }
}

TEST_CASE("padding counts in the divisor only where asked, and never behind the padding") {
  const std::vector<double> input{1, 2, 3, 4, 5};  // one row, window 3, step 3, padding 1, ceil
  const Pool2dGeometry g = geometry(1, 1, 5, {1, 3, 1, 3, 0, 1}, true);
  REQUIRE(g.out_w == 3 - 1);
  std::vector<double> output(2);
  average_pool_forward(g, Divisor::kPaddedWindow, input.data(), output.data());
  CHECK(output == std::vector<double>{(1.0 + 2.0) / 3, (3.0 + 4.0 + 5.0) / 3});
  average_pool_forward(g, Divisor::kInputOnly, input.data(), output.data());
  CHECK(output == std::vector<double>{(1.0 + 2.0) / 2, (3.0 + 4.0 + 5.0) / 3});

  const Pool2dGeometry cut = geometry(1, 1, 5, {1, 4, 1, 3, 0, 0}, true);
  REQUIRE(cut.out_w == 2);
  average_pool_forward(cut, Divisor::kPaddedWindow, input.data(), output.data());
  CHECK(output == std::vector<double>{2.5, 4.5});
}

}  // namespace sluice::nn
