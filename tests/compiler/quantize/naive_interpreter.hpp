// The integer semantics written down once more, as plainly as possible: what the fast interpreter
// is tested against.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/quantize/integer_graph.hpp"

namespace sluice::testing {

// Every value of one frame, by ValueId, in Torch's order.
std::vector<std::vector<std::int64_t>> run_naively(const IntegerGraph& graph,
                                                   const std::vector<std::int32_t>& frame);

}  // namespace sluice::testing
