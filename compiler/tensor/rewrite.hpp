// Small steps that passes are made of.
#pragma once

#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// The node behind which `node` may be merged: it makes the node's only input and nothing else uses
// that. Null where there is none.
TensorNode* sole_producer(TensorGraph& graph, const TensorNode& node);

// `producer` takes over the output and the layers of `node`, which is left without inputs and
// output until without_merged() removes it.
void merge_into(TensorNode& producer, TensorNode& node);
TensorGraph without_merged(TensorGraph graph);

// Everything that uses `from` uses `to` instead.
void replace_uses(TensorGraph& graph, TensorId from, TensorId to);

}  // namespace sluice
