// The integer semantics at negatives, ties and ends.
#include "runtime/integer/arithmetic.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <limits>

namespace sluice {
namespace {

TEST_CASE("rounding to nearest takes ties upwards") {
  REQUIRE(round_half_up(2.5) == 3);
  REQUIRE(round_half_up(-2.5) == -2);
  REQUIRE(round_half_up(-0.5) == 0);
  REQUIRE(round_half_up(0.5) == 1);
  REQUIRE(round_half_up(0.49999999999999994) == 0);
  REQUIRE(round_half_up(-2.51) == -3);
  REQUIRE(round_half_up(4503599627370497.0) == 4503599627370497);
}

TEST_CASE("a shift rounds towards minus infinity") {
  REQUIRE(shift_down(7, 1) == 3);
  REQUIRE(shift_down(-7, 1) == -4);
  REQUIRE(shift_down(-1, 40) == -1);
  REQUIRE(shift_down(-8, 0) == -8);
}

TEST_CASE("a shift with its rounding half rounds to nearest, ties upwards") {
  for (int shift = 0; shift <= 6; ++shift) {
    for (std::int64_t x = -300; x <= 300; ++x) {
      const double exact = static_cast<double>(x) / static_cast<double>(std::int64_t{1} << shift);
      REQUIRE(shift_down(x + rounding_half(shift), shift) == round_half_up(exact));
    }
  }
}

TEST_CASE("saturation keeps what lies inside") {
  REQUIRE(saturate(-129, -128, 127) == -128);
  REQUIRE(saturate(-128, -128, 127) == -128);
  REQUIRE(saturate(127, -128, 127) == 127);
  REQUIRE(saturate(128, -128, 127) == 127);
  REQUIRE(saturate(5, 0, 0) == 0);
}

TEST_CASE("rescale multiplies, adds, shifts and saturates in this order") {
  REQUIRE(rescale(10, 3, 1, 1, -100, 100) == 15);    // 31 >> 1
  REQUIRE(rescale(-10, 3, 1, 1, -100, 100) == -15);  // -29 >> 1
  REQUIRE(rescale(-10, 3, 0, 2, -100, 100) == -8);   // -30 >> 2, downwards
  REQUIRE(rescale(1000, 3, 0, 2, -100, 100) == 100);
  REQUIRE(rescale(1000, -3, 0, 2, -100, 100) == -100);
}

TEST_CASE("a table starts at the format's smallest number") {
  const std::array<std::int32_t, 4> table{10, 11, 12, 13};
  REQUIRE(look_up(table, {2, true}, -2) == 10);
  REQUIRE(look_up(table, {2, true}, 1) == 13);
  REQUIRE(look_up(table, {2, false}, 0) == 10);
  REQUIRE(look_up(table, {2, false}, 3) == 13);
}

TEST_CASE("the narrowest format holds both ends and one bit less does not") {
  REQUIRE(narrowest_format(-128, 127, true) == IntegerFormat{8, true});
  REQUIRE(narrowest_format(-129, 127, true) == IntegerFormat{9, true});
  REQUIRE(narrowest_format(0, 128, true) == IntegerFormat{9, true});
  REQUIRE(narrowest_format(0, 255, false) == IntegerFormat{8, false});
  REQUIRE(narrowest_format(0, 256, false) == IntegerFormat{9, false});
  REQUIRE(narrowest_format(0, 0, false) == IntegerFormat{1, false});
  REQUIRE(narrowest_format(0, 0, true) == IntegerFormat{2, true});
  REQUIRE(narrowest_format(-1, 5, false) == IntegerFormat{62, false});  // none holds -1
  REQUIRE(narrowest_format(0, std::numeric_limits<std::int64_t>::max(), true) ==
          IntegerFormat{62, true});
}

TEST_CASE("quantising saturates and rounds ties upwards") {
  const IntegerFormat format{8, true};
  REQUIRE(quantize_value(1.25, 0.5, format) == 3);
  REQUIRE(quantize_value(-1.25, 0.5, format) == -2);
  REQUIRE(quantize_value(1e300, 1e-300, format) == 127);
  REQUIRE(quantize_value(-1e300, 1e-300, format) == -128);
  REQUIRE(quantize_value(127.4, 1, format) == 127);
  REQUIRE(quantize_value(-0.4, 1, {8, false}) == 0);
}

TEST_CASE("cut off is what rounds to beyond an end of the format") {
  const IntegerFormat format{8, true};
  REQUIRE_FALSE(is_cut_off(127.49, 1, format));
  REQUIRE(is_cut_off(127.5, 1, format));
  REQUIRE_FALSE(is_cut_off(-128.5, 1, format));  // a tie, upwards
  REQUIRE(is_cut_off(-128.51, 1, format));
  REQUIRE(is_cut_off(-0.6, 1, {8, false}));
  REQUIRE_FALSE(is_cut_off(-0.5, 1, {8, false}));
}

}  // namespace
}  // namespace sluice
