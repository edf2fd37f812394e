// The invariants of a dataflow.
#pragma once

#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// All broken invariants, one sentence each: every stream has one producer and one consumer, rates
// balance, lanes divide, formats match. (That formats hold every sum is proven on the integer
// graph.)
std::vector<std::string> verify(const Dataflow& dataflow);

}  // namespace sluice
