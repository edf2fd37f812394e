// Small steps that passes are made of.
#include "compiler/tensor/rewrite.hpp"

#include <algorithm>

namespace sluice {

TensorNode* sole_producer(TensorGraph& graph, const TensorNode& node) {
  if (node.inputs.size() != 1) return nullptr;
  const TensorId input = node.inputs[0];
  if (use_counts(graph)[static_cast<std::size_t>(input)] != 1) return nullptr;
  const int producer = producers(graph)[static_cast<std::size_t>(input)];
  return producer < 0 ? nullptr : &graph.nodes[static_cast<std::size_t>(producer)];
}

void merge_into(TensorNode& producer, TensorNode& node) {
  producer.output = node.output;
  producer.layers.insert(producer.layers.end(), node.layers.begin(), node.layers.end());
  node.inputs.clear();
  node.output = -1;
}

TensorGraph without_merged(TensorGraph graph) {
  std::erase_if(graph.nodes, [](const TensorNode& node) { return node.output < 0; });
  return graph;
}

void replace_uses(TensorGraph& graph, TensorId from, TensorId to) {
  for (TensorNode& node : graph.nodes)
    std::replace(node.inputs.begin(), node.inputs.end(), from, to);
  for (TensorOutput& output : graph.outputs) {
    if (output.value == from) output.value = to;
  }
}

}  // namespace sluice
