// Rescale constants: close to the real numbers, in range, and by shift alone where that is exact.
#include "compiler/quantize/rescale_constants.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::int64_t apply(const IntegerRescale& op, std::int64_t x, std::int64_t c = 0) {
  return rescale(x, entry(op.multiplier, c), entry(op.offset, c), op.shift, op.low, op.high);
}

TEST_CASE("results are within one step of the real ones") {
  const Interval x{-30000, 30000};
  for (const double ratio : {0.00417, -0.0021, 0.9, 1.7e-6, 3.1}) {
    const IntegerRescale op =
        rescale_constants({{ratio}, {2.3}, -kInfinity, kInfinity}, {16, true}, x);
    REQUIRE(rescale_fits(op, x));
    REQUIRE(std::abs(op.multiplier[0]) <= 32767);
    for (std::int64_t i = x.low; i <= x.high; i += 371) {
      const double real = std::clamp(static_cast<double>(i) * ratio + 2.3, -32768.0, 32767.0);
      REQUIRE(std::abs(static_cast<double>(apply(op, i)) - real) <= 0.5 + std::abs(real) / 16384);
    }
  }
}

TEST_CASE("powers of two are exact shifts") {
  const IntegerRescale op =
      rescale_constants({{0.25, 0.5, 4}, {0, 0, 0}, -kInfinity, kInfinity}, {8, true}, {-100, 100});
  REQUIRE(op.power_of_two);
  REQUIRE(op.shift == 2);
  REQUIRE(op.multiplier == std::vector<std::int64_t>{1, 2, 16});
  REQUIRE(apply(op, 10, 0) == 3);    // 2.5
  REQUIRE(apply(op, -10, 0) == -2);  // -2.5
  REQUIRE_FALSE(
      rescale_constants({{0.3}, {0}, -kInfinity, kInfinity}, {8, true}, {-100, 100}).power_of_two);
  REQUIRE_FALSE(
      rescale_constants({{-0.5}, {0}, -kInfinity, kInfinity}, {8, true}, {-100, 100}).power_of_two);
}

TEST_CASE("powers of two that would overflow with long sums are rounded like any others") {
  const Interval wide{-(std::int64_t{1} << 50), std::int64_t{1} << 50};
  const RealRescale real{{1, 0x1p-20}, {0, 0}, -kInfinity, kInfinity};
  REQUIRE(rescale_constants(real, {16, true}, {-1000, 1000}).power_of_two);
  const IntegerRescale op = rescale_constants(real, {16, true}, wide);
  REQUIRE_FALSE(op.power_of_two);
  REQUIRE(rescale_fits(op, wide));
  REQUIRE(apply(op, 300, 0) == 300);
}

TEST_CASE("bounds come from the format or from the network") {
  const IntegerRescale open =
      rescale_constants({{0.3}, {0}, -kInfinity, kInfinity}, {8, true}, {-1000, 1000});
  REQUIRE(open.low == -128);
  REQUIRE(open.high == 127);
  REQUIRE_FALSE(open.low_is_wanted);
  const IntegerRescale clamp = rescale_constants({{0.3}, {0}, 0, 99.6}, {8, true}, {-1000, 1000});
  REQUIRE(clamp.low == 0);
  REQUIRE(clamp.high == 100);
  REQUIRE((clamp.low_is_wanted && clamp.high_is_wanted));
  // A scale that covers a bound may miss it by a rounding.
  REQUIRE(rescale_constants({{0.3}, {0}, -128.2, 127.2}, {8, true}, {-1000, 1000}).low_is_wanted);
  REQUIRE(rescale_constants({{0.3}, {0}, -128.2, 127.2}, {8, true}, {-1000, 1000}).high_is_wanted);
  const IntegerRescale beyond =
      rescale_constants({{0.3}, {0}, -500, 500}, {8, true}, {-1000, 1000});
  REQUIRE((beyond.low == -128 && beyond.high == 127));
  REQUIRE_FALSE((beyond.low_is_wanted || beyond.high_is_wanted));
}

TEST_CASE("extreme numbers neither overflow nor change their sign") {
  const Interval wide{-(std::int64_t{1} << 50), std::int64_t{1} << 50};
  const IntegerRescale op =
      rescale_constants({{1e-12}, {1e30}, -kInfinity, kInfinity}, {16, true}, wide);
  REQUIRE(rescale_fits(op, wide));
  REQUIRE(apply(op, wide.low) == 32767);
  const IntegerRescale steep =
      rescale_constants({{1e30, -1e30}, {0, 1e30}, -kInfinity, kInfinity}, {16, true}, wide);
  REQUIRE(rescale_fits(steep, wide));
  REQUIRE(apply(steep, wide.low, 0) == -32768);
  REQUIRE(apply(steep, wide.low, 1) == 32767);
  const IntegerRescale nothing =
      rescale_constants({{0}, {-1e30}, -kInfinity, kInfinity}, {16, true}, {-5, 5});
  REQUIRE(apply(nothing, 5) == -32768);
}

}  // namespace
}  // namespace sluice
