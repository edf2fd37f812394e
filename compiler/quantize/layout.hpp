// In which order each tensor is streamed.
#pragma once

#include <vector>

#include "compiler/quantize/element_order.hpp"

namespace sluice {

// By TensorId. An image is streamed channels last, and what is made of it element by element keeps
// its order. The results of a Linear, and an input that is no image, may come in any order: they
// take the one that is asked of them. Throws Error where two orders meet that differ.
std::vector<ElementOrder> stream_layout(const TensorGraph& graph);

}  // namespace sluice
