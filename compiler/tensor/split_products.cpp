// Products of many tensors as products of two, from left to right.
#include "compiler/network/unique_names.hpp"
#include "compiler/tensor/passes.hpp"

namespace sluice {

TensorGraph split_products(const TensorGraph& graph) {
  UniqueNames names;
  for (const TensorNode& node : graph.nodes) names.keep(node.name);
  for (const TensorValue& value : graph.values) names.keep(value.name);
  TensorGraph result = graph;
  result.nodes.clear();
  for (const TensorNode& node : graph.nodes) {
    TensorNode rest = node;
    for (int part = 1; std::holds_alternative<Multiply>(rest.op) && rest.inputs.size() > 2;
         ++part) {
      TensorNode first = rest;
      first.name = names.take(node.name + "_part" + std::to_string(part));
      first.inputs = {rest.inputs[0], rest.inputs[1]};
      first.output = static_cast<TensorId>(result.values.size());
      result.values.push_back({first.name, graph.shape(node.output)});
      rest.inputs.erase(rest.inputs.begin());
      rest.inputs[0] = first.output;
      result.nodes.push_back(std::move(first));
    }
    result.nodes.push_back(std::move(rest));
  }
  return result;
}

}  // namespace sluice
