// The invariants of a dataflow.
#pragma once

#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// The most elements that a stream carries in a frame.
constexpr std::int64_t kMostElements = std::int64_t{1} << 40;

// All broken invariants, one sentence each: every stream has one producer and one consumer, rates
// balance, lanes divide, formats match. (That formats hold every sum is proven on the integer
// graph.)
std::vector<std::string> verify(const Dataflow& dataflow);

// The same for a sound dataflow and the sound graph that it was made from: every stream carries
// the elements of its value, or all windows over it, in the value's format.
std::vector<std::string> verify_contents(const IntegerGraph& graph, const Dataflow& dataflow);

}  // namespace sluice
