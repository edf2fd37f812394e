// Sums of many tensors as chains of two at a time, as the hardware computes them.
#pragma once

#include "compiler/quantize/integer_graph.hpp"

namespace sluice {

// The same graph with no IntegerAdd of more than two inputs; every partial sum is a value of its
// own, exact, in the narrowest format that is proven to hold it. Ids of existing values stay.
IntegerGraph with_binary_joins(const IntegerGraph& graph);

}  // namespace sluice
