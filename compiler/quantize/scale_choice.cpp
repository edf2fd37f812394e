// Scales by range, by percentile or by least squared error.
#include "compiler/quantize/scale_choice.hpp"

#include <algorithm>
#include <cmath>

namespace sluice {
namespace {

constexpr int kCandidates = 100;
constexpr double kCandidateStep = 0.97;
// Below it, its inverse is no float any more: such numbers count as zeros.
constexpr double kSmallestScale = 1e-38;

// The smallest scale at which low..high still reach both ends.
double covering_scale(double min, double max, std::int64_t low, std::int64_t high) {
  double scale = max > 0 ? max / static_cast<double>(high) : 0;
  if (min < 0 && low < 0) scale = std::max(scale, min / static_cast<double>(low));
  return scale;
}

double percentile_scale(std::span<const float> values, double percentile, std::int64_t low,
                        std::int64_t high) {
  std::vector<float> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const double share = percentile / 100.0;
  const auto last = static_cast<double>(sorted.size() - 1);
  const auto upper = static_cast<std::size_t>(std::ceil(share * last));
  const auto lower = static_cast<std::size_t>(std::floor((1 - share) * last));
  return covering_scale(sorted[lower], sorted[upper], low, high);
}

double next_power_of_two(double scale) { return std::exp2(std::ceil(std::log2(scale))); }

// The best of the covering scale and smaller ones.
double least_squares_scale(std::span<const float> values, double covering, double step, int count,
                           std::int64_t low, std::int64_t high) {
  double best = covering, best_error = squared_error(values, covering, low, high);
  double scale = covering;
  for (int i = 1; i < count && best_error > 0; ++i) {
    scale *= step;
    const double error = squared_error(values, scale, low, high);
    if (error >= best_error) continue;
    best = scale;
    best_error = error;
  }
  return best;
}

double choose(std::span<const float> values, double covering, std::int64_t low, std::int64_t high,
              const ScaleRule& rule) {
  double scale = covering;
  if (rule.method == RangeMethod::kPercentile) {
    scale = percentile_scale(values, rule.percentile, low, high);
    if (!(scale > 0)) scale = covering;
  }
  if (rule.power_of_two) scale = next_power_of_two(scale);
  if (rule.method != RangeMethod::kLeastSquares) return scale;
  const double step = rule.power_of_two ? 0.5 : kCandidateStep;
  return least_squares_scale(values, scale, step, rule.power_of_two ? 6 : kCandidates, low, high);
}

}  // namespace

double squared_error(std::span<const float> values, double scale, std::int64_t low,
                     std::int64_t high) {
  const auto step = static_cast<float>(scale), inverse = static_cast<float>(1 / scale);
  const auto bottom = static_cast<float>(low), top = static_cast<float>(high);
  double sum = 0;
  for (const float value : values) {
    const float q = std::clamp(std::floor(value * inverse + 0.5F), bottom, top);
    const float error = value - q * step;
    sum += static_cast<double>(error * error);
  }
  return sum / static_cast<double>(std::max<std::size_t>(values.size(), 1));
}

double choose_scale(const Samples& samples, const IntegerFormat& format, const ScaleRule& rule) {
  const double covering = covering_scale(samples.min, samples.max, format.min(), format.max());
  if (!(covering > kSmallestScale)) return 1;
  return choose(samples.values, covering, format.min(), format.max(), rule);
}

double choose_weight_scale(std::span<const float> weights, int bits, const ScaleRule& rule,
                           double fallback) {
  const std::int64_t high = IntegerFormat{bits, true}.max();
  double largest = 0;
  for (const float w : weights) largest = std::max(largest, std::abs(static_cast<double>(w)));
  const double covering = largest / static_cast<double>(high);
  if (!(covering > kSmallestScale)) return fallback;
  ScaleRule weight_rule = rule;
  // A percentile of a handful of weights says nothing.
  if (rule.method == RangeMethod::kPercentile) weight_rule.method = RangeMethod::kMinMax;
  return choose(weights, covering, -high, high, weight_rule);
}

}  // namespace sluice
