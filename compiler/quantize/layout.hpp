// In which {C,H,W} each tensor is streamed, channels last.
#pragma once

#include <vector>

#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

struct Layout {
  std::vector<Shape> physical;   // by TensorId, {C,H,W}
  std::vector<int> concat_axis;  // by node; of `physical`, for a Concat
};

// Throws Error for a reshape or a join that would have to reorder a stream.
Layout stream_layout(const TensorGraph& graph);

}  // namespace sluice
