// Integer constants of a rescale from the real numbers that it stands for.
#pragma once

#include <vector>

#include "compiler/quantize/bounds.hpp"
#include "compiler/quantize/integer_graph.hpp"

namespace sluice {

// y = clamp(x * ratio[c] + offset[c], low, high), in units of the output's scale; `low` and `high`
// may be infinite. One entry for all channels or one each.
struct RealRescale {
  std::vector<double> ratio, offset;
  double low, high;
};

// The multiplier has at most 16 bits where the shift leaves it a choice, and the sum never
// overflows for x. By shift alone where every ratio is a power of two.
IntegerRescale rescale_constants(const RealRescale& real, const IntegerFormat& output,
                                 const Interval& x);

}  // namespace sluice
