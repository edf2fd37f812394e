// Chooses the shift, then rounds multipliers and offsets to it.
#include "compiler/quantize/rescale_constants.hpp"

#include <algorithm>
#include <cmath>

#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

constexpr double kLargestMultiplier = 32767;
constexpr double kLargestProduct = 0x1p60;  // an offset adds no more than that again
constexpr int kMaxChosenShift = 40;
constexpr int kMaxExponentSpread = 24;

double largest_magnitude(const std::vector<double>& values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

double magnitude(const Interval& x) {
  return std::max(
      {std::abs(static_cast<double>(x.low)), std::abs(static_cast<double>(x.high)), 1.0});
}

// The exponent of an exact power of two; none for any other number.
bool is_power_of_two(double value, int& exponent) {
  if (!(value > 0) || std::frexp(value, &exponent) != 0.5) return false;
  --exponent;
  return true;
}

// The shift at which all ratios are powers of two that are integers of at most `limit`; -1 where
// there is none.
int shift_of_powers(const std::vector<double>& ratio, double limit) {
  int lowest = 0, highest = -1024, exponent = 0;
  for (const double value : ratio) {
    if (!is_power_of_two(value, exponent)) return -1;
    lowest = std::min(lowest, exponent);
    highest = std::max(highest, exponent);
  }
  const bool in_reach = -lowest <= kMaxChosenShift && highest - lowest <= kMaxExponentSpread &&
                        std::ldexp(1.0, highest - lowest) <= limit;
  return in_reach ? -lowest : -1;
}

int shift_for(double largest_ratio, double limit) {
  if (largest_ratio == 0) return 0;
  int shift = 0;
  while (shift < kMaxChosenShift && std::ldexp(largest_ratio, shift + 1) <= limit) ++shift;
  return shift;
}

std::int64_t bound(double real, std::int64_t fallback, const IntegerFormat& format) {
  if (!std::isfinite(real)) return fallback;
  return quantize_value(real, 1.0, format);
}

}  // namespace

IntegerRescale rescale_constants(const RealRescale& real, const IntegerFormat& output,
                                 const Interval& x) {
  IntegerRescale op;
  const double most = std::max(1.0, std::floor(kLargestProduct / magnitude(x)));
  const double limit = std::min(kLargestMultiplier, most);
  const int power_shift = shift_of_powers(real.ratio, most);
  op.power_of_two = power_shift >= 0;
  op.shift = op.power_of_two ? power_shift : shift_for(largest_magnitude(real.ratio), limit);
  op.low = bound(real.low, output.min(), output);
  op.high = bound(real.high, output.max(), output);
  op.low_is_wanted = std::isfinite(real.low) && !is_cut_off(real.low, 1, output);
  op.high_is_wanted = std::isfinite(real.high) && !is_cut_off(real.high, 1, output);
  for (const double ratio : real.ratio) {
    // A ratio that is too large without any shift is cut at what the sum can bear.
    op.multiplier.push_back(round_half_up(std::clamp(std::ldexp(ratio, op.shift), -most, most)));
  }
  // Beyond this an offset saturates every x; so it may as well stay there.
  const double reach =
      std::ldexp(static_cast<double>(output.max() - output.min()) + 2, op.shift) +
      std::min(std::ldexp(largest_magnitude(real.ratio), op.shift), most) * magnitude(x);
  for (const double offset : real.offset) {
    const double scaled = std::clamp(std::ldexp(offset, op.shift), -reach, reach);
    op.offset.push_back(round_half_up(scaled) + rounding_half(op.shift));
  }
  return op;
}

}  // namespace sluice
