// Weights as integers, one scale for each output channel.
#pragma once

#include <vector>

#include "compiler/quantize/scale_choice.hpp"

namespace sluice {

struct QuantizedWeights {
  Array<std::int32_t> integers;  // symmetric: the most negative number of the format is not used
  std::vector<double> scale;     // one a channel, which is the first dimension
};

QuantizedWeights quantize_weights(const Array<float>& weight, int bits, const ScaleRule& rule);

}  // namespace sluice
