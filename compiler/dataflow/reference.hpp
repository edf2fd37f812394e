// What every stream must carry, from the values of the integer reference alone.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// Element k of a stream: where in its value it comes from.
struct ElementPlace {
  std::int64_t index = -1;                        // in Torch's order of the value; -1: padding
  std::int64_t channel = 0, row = 0, column = 0;  // may lie outside the image when padding
};

// All elements of one frame, in the order in which they leave.
std::vector<ElementPlace> stream_places(const IntegerGraph& graph, const Dataflow& dataflow,
                                        const Stream& stream);

// The elements themselves; `values` holds one frame of every value, by ValueId, in Torch's order.
std::vector<std::int64_t> stream_elements(const IntegerGraph& graph, const Dataflow& dataflow,
                                          const Stream& stream,
                                          const std::vector<Array<std::int64_t>>& values);

}  // namespace sluice
