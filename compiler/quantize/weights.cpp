// Quantises weights channel by channel.
#include "compiler/quantize/weights.hpp"

#include <algorithm>
#include <cmath>

#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

// How much finer than the coarsest one a channel's scale may be when rescaling is by shifts: it
// bounds how far the shifts of one layer lie apart.
constexpr int kMaxShiftSpread = 12;

}  // namespace

QuantizedWeights quantize_weights(const Array<float>& weight, int bits, const ScaleRule& rule) {
  const std::int64_t channels = weight.shape[0], size = weight.size() / channels;
  QuantizedWeights result{Array<std::int32_t>(weight.shape), {}};
  const auto channel = [&](std::int64_t c) {
    return std::span(weight.values)
        .subspan(static_cast<std::size_t>(c * size), static_cast<std::size_t>(size));
  };
  for (std::int64_t c = 0; c < channels; ++c) {
    result.scale.push_back(choose_weight_scale(channel(c), bits, rule, 0));
  }
  const double coarsest = *std::max_element(result.scale.begin(), result.scale.end());
  const std::int64_t high = IntegerFormat{bits, true}.max();
  for (std::int64_t c = 0; c < channels; ++c) {
    double& scale = result.scale[static_cast<std::size_t>(c)];
    if (scale == 0) scale = coarsest > 0 ? coarsest : 1;
    if (rule.power_of_two) scale = std::max(scale, std::ldexp(coarsest, -kMaxShiftSpread));
    for (std::int64_t i = c * size; i < (c + 1) * size; ++i) {
      const std::int64_t q = quantize_value(weight[i], scale, {bits, true});
      result.integers[i] = static_cast<std::int32_t>(std::max(q, -high));
    }
  }
  return result;
}

}  // namespace sluice
