// A small convolutional integer graph, made by hand: convolution with padding, rescale, pool,
// linear, rescale.
#pragma once

#include "compiler/quantize/integer_graph.hpp"

namespace sluice::small {

IntegerGraph graph();

// Frames of the graph's input, one after the other; every element another value.
Array<std::int32_t> input(std::int64_t frames);

}  // namespace sluice::small
