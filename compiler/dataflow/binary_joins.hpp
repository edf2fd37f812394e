// Sums and products of many tensors as chains of two at a time, as the hardware computes them.
#pragma once

#include "compiler/quantize/integer_graph.hpp"

namespace sluice {

// The same graph with no IntegerAdd or IntegerMultiply of more than two inputs; every partial
// result is a value of its own, in an exact format. Ids of existing values stay.
IntegerGraph with_binary_joins(const IntegerGraph& graph);

}  // namespace sluice
