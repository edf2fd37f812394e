// From the integer graph to units and streams.
#pragma once

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// The smallest dataflow of `graph`: every unit works on one element at a time and no widths need
// matching; the schedule makes it wider. Ops that no output depends on are left out. Joins must be
// binary (see binary_joins.hpp). Throws Error for a reshape that would need elements in another
// order.
Dataflow lower(const IntegerGraph& graph);

}  // namespace sluice
