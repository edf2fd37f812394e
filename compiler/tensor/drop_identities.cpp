// Passes that remove nodes.
#include <algorithm>

#include "compiler/tensor/passes.hpp"
#include "compiler/tensor/rewrite.hpp"

namespace sluice {
namespace {

bool is_single_place(const WindowGeometry& window) { return window == WindowGeometry{}; }

bool does_nothing(const TensorGraph& graph, const TensorNode& node) {
  if (std::holds_alternative<Identity>(node.op)) return true;
  const bool joins_one = node.inputs.size() == 1 && (std::holds_alternative<Add>(node.op) ||
                                                     std::holds_alternative<Multiply>(node.op) ||
                                                     std::holds_alternative<Concat>(node.op));
  if (joins_one) return true;
  if (const auto* pad = std::get_if<Pad>(&node.op)) return pad->padding == Padding{};
  if (const auto* pool = std::get_if<MaxPool>(&node.op)) return is_single_place(pool->window);
  if (const auto* pool = std::get_if<AveragePool>(&node.op)) {
    return is_single_place(pool->window) && pool->divisor == std::vector<double>{1};
  }
  return std::holds_alternative<Reshape>(node.op) &&
         graph.shape(node.inputs[0]) == graph.shape(node.output);
}

// Drops the values that nothing makes any more.
TensorGraph without_dead_values(const TensorGraph& graph) {
  TensorGraph result = graph;
  result.values.clear();
  const std::vector<int> made_by = producers(graph);
  std::vector<TensorId> new_id(graph.values.size(), -1);
  for (std::size_t id = 0; id < graph.values.size(); ++id) {
    const bool is_input =
        std::count(graph.inputs.begin(), graph.inputs.end(), static_cast<TensorId>(id)) > 0;
    if (made_by[id] < 0 && !is_input) continue;
    new_id[id] = static_cast<TensorId>(result.values.size());
    result.values.push_back(graph.values[id]);
  }
  const auto renumber = [&](TensorId& id) { id = new_id[static_cast<std::size_t>(id)]; };
  for (TensorId& input : result.inputs) renumber(input);
  for (TensorOutput& output : result.outputs) renumber(output.value);
  for (TensorNode& node : result.nodes) {
    for (TensorId& input : node.inputs) renumber(input);
    renumber(node.output);
  }
  return result;
}

}  // namespace

TensorGraph drop_identities(const TensorGraph& graph) {
  TensorGraph result = graph;
  for (TensorNode& node : result.nodes) {
    if (!does_nothing(result, node)) continue;
    const TensorId input = node.inputs[0], output = node.output;
    node.output = -1;
    replace_uses(result, output, input);
  }
  return without_merged(std::move(result));
}

TensorGraph drop_unused(const TensorGraph& graph) {
  TensorGraph result = graph;
  std::vector<bool> needed(graph.values.size());
  for (const TensorOutput& output : graph.outputs)
    needed[static_cast<std::size_t>(output.value)] = true;
  for (auto node = result.nodes.rbegin(); node != result.nodes.rend(); ++node) {
    if (!needed[static_cast<std::size_t>(node->output)]) {
      node->output = -1;
      continue;
    }
    for (const TensorId input : node->inputs) needed[static_cast<std::size_t>(input)] = true;
  }
  return without_dead_values(without_merged(std::move(result)));
}

}  // namespace sluice
