// One walk from the outputs back counts the living uses.
#include "compiler/dataflow/uses.hpp"

namespace sluice {

Uses count_uses(const IntegerGraph& graph) {
  const auto index = [](ValueId id) { return static_cast<std::size_t>(id); };
  Uses uses;
  for (std::size_t v = 0; v < graph.values.size(); ++v) {
    uses.source.push_back(static_cast<ValueId>(v));
  }
  uses.count.assign(graph.values.size(), 0);
  for (const IntegerNode& node : graph.nodes) {
    if (std::holds_alternative<IntegerReshape>(node.op)) {
      uses.source[index(node.output)] = uses.source[index(node.inputs[0])];
    }
  }
  for (const IntegerOutput& output : graph.outputs) ++uses.count[index(output.value)];
  for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node) {
    const int users = uses.count[index(node->output)];
    if (users == 0) continue;
    // A reshape is no user of its own: its users read the stream that it renames.
    const bool renames = std::holds_alternative<IntegerReshape>(node->op);
    for (ValueId input : node->inputs) uses.count[index(input)] += renames ? users : 1;
  }
  return uses;
}

}  // namespace sluice
