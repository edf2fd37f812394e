// Who uses which value of an integer graph, seen through reshapes.
#pragma once

#include <vector>

#include "compiler/quantize/integer_graph.hpp"

namespace sluice {

// source[v]: the value whose stream carries v (another one where v is a reshape of it).
// count[v]: how many living ops and outputs read v or a reshape of it; 0 for what no output needs.
// For a reshape's own output, count says whether it is needed at all.
struct Uses {
  std::vector<ValueId> source;
  std::vector<int> count;
};

Uses count_uses(const IntegerGraph& graph);

}  // namespace sluice
