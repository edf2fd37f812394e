// Chooses the scale at which real numbers become integers of a given format.
#pragma once

#include <span>

#include "compiler/quantize/calibration.hpp"
#include "compiler/quantize/quantize.hpp"

namespace sluice {

struct ScaleRule {
  RangeMethod method = RangeMethod::kLeastSquares;
  double percentile = 99.99;
  bool power_of_two = false;
};

// Positive, and 1 where all numbers are zero.
double choose_scale(const Samples& samples, const IntegerFormat& format, const ScaleRule& rule);

// The same for the weights of one output channel, whose integers are symmetric around zero.
// `fallback` where all of them are zero.
double choose_weight_scale(std::span<const float> weights, int bits, const ScaleRule& rule,
                           double fallback);

// Mean squared error of numbers that are rounded and saturated to low..high at `scale`.
double squared_error(std::span<const float> values, double scale, std::int64_t low,
                     std::int64_t high);

}  // namespace sluice
