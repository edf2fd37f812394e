// The integer semantics of Sluice, once and for all: round, saturate, rescale, look up
// (docs/numerics.md).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/integer/format.hpp"

namespace sluice {

// The nearest integer; of two equally near ones the larger.
inline std::int64_t round_half_up(double value) {
  const double below = std::floor(value);
  return static_cast<std::int64_t>(value - below >= 0.5 ? below + 1.0 : below);
}

// x / 2^shift, rounded towards minus infinity.
constexpr std::int64_t shift_down(std::int64_t x, int shift) { return x >> shift; }

// What is added before shift_down, so that it rounds to nearest, ties upwards.
constexpr std::int64_t rounding_half(int shift) {
  return shift == 0 ? 0 : std::int64_t{1} << (shift - 1);
}

constexpr std::int64_t saturate(std::int64_t x, std::int64_t low, std::int64_t high) {
  return x < low ? low : (x > high ? high : x);
}

// (x * multiplier + offset) >> shift before it is saturated. Must not overflow 64 bits.
constexpr std::int64_t scale_and_shift(std::int64_t x, std::int64_t multiplier, std::int64_t offset,
                                       int shift) {
  return shift_down(x * multiplier + offset, shift);
}

constexpr std::int64_t rescale(std::int64_t x, std::int64_t multiplier, std::int64_t offset,
                               int shift, std::int64_t low, std::int64_t high) {
  return saturate(scale_and_shift(x, multiplier, offset, shift), low, high);
}

// The table holds one entry for each number of `format`, the smallest first.
inline std::int64_t look_up(std::span<const std::int32_t> table, const IntegerFormat& format,
                            std::int64_t x) {
  return table[static_cast<std::size_t>(x - format.min())];
}

// The narrowest format that holds all of low..high, a signed one of at least 2 bits; of 62 bits
// where none holds them.
inline IntegerFormat narrowest_format(std::int64_t low, std::int64_t high, bool is_signed) {
  IntegerFormat format{is_signed ? 2 : 1, is_signed};
  while (format.bits < 62 && !(format.holds(low) && format.holds(high))) ++format.bits;
  return format;
}

// The integer that stands for `real` at `scale`, saturated to the format.
inline std::int64_t quantize_value(double real, double scale, const IntegerFormat& format) {
  const double steps = real / scale;
  if (!(steps > static_cast<double>(format.min()))) return format.min();
  if (!(steps < static_cast<double>(format.max()))) return format.max();
  return saturate(round_half_up(steps), format.min(), format.max());
}

// Whether quantize_value cuts `real` off at an end of the format.
inline bool is_cut_off(double real, double scale, const IntegerFormat& format) {
  const double steps = real / scale;
  return steps < static_cast<double>(format.min()) - 0.5 ||
         !(steps < static_cast<double>(format.max()) + 0.5);
}

}  // namespace sluice
