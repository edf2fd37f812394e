// Which integers can occur: proven from weights, constants and the range of what comes in.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/quantize/integer_graph.hpp"

namespace sluice {

// All integers from low to high.
struct Interval {
  std::int64_t low = 0, high = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

// Holds every result of the op, and of a sum every partial sum in any order, for inputs within
// `inputs`. An end that does not fit 62 bits is given as the largest 64-bit integer of its sign.
Interval op_bounds(const IntegerOp& op, const std::vector<Interval>& inputs);

// The same for every value of a graph whose input is any number of its format. The graph must be in
// order.
std::vector<Interval> value_bounds(const IntegerGraph& graph);

// True where x * multiplier + offset stays below 2^62 for all x of the interval.
bool rescale_fits(const IntegerRescale& op, const Interval& x);

}  // namespace sluice
