// Zero padding with positive, negative and mixed widths.
#include "runtime/nn/zero_pad.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/runtime/nn/random_values.hpp"

namespace sluice::nn {

TEST_CASE("padding adds zeros and cropping drops borders") {
  const std::vector<float> input{1, 2, 3, 4, 5, 6};  // 2 x 3
  const PadGeometry g{1, 2, 3, 1, -1, -1, 1};
  REQUIRE(g.out_h() == 2);
  REQUIRE(g.out_w() == 3);
  std::vector<float> output(6, 99.0F);
  zero_pad_forward(g, input.data(), output.data());
  CHECK(output == std::vector<float>{0, 4, 5, 0, 0, 0});
}

TEST_CASE("the gradient of padding is its transpose") {
  for (const PadGeometry& g :
       {PadGeometry{3, 4, 5, 2, 1, 0, 3}, PadGeometry{2, 4, 5, -2, -1, -1, 2},
        PadGeometry{1, 2, 2, -2, 3, 0, 0}}) {
    const auto input = random_values<double>(g.planes * g.in_h * g.in_w, 31);
    std::vector<double> output(static_cast<std::size_t>(g.planes * g.out_h() * g.out_w()), 99.0);
    zero_pad_forward(g, input.data(), output.data());
    const auto gradient = random_values<double>(static_cast<std::int64_t>(output.size()), 32);
    std::vector<double> input_gradient(input.size(), 99.0);
    zero_pad_backward(g, gradient.data(), input_gradient.data());
    CHECK(inner_product(input_gradient, input) ==
          Approx(inner_product(gradient, output)).margin(1e-13));
  }
}

}  // namespace sluice::nn
