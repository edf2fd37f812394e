// Puts an IntegerGraph together, node by node.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compiler/network/unique_names.hpp"
#include "compiler/quantize/bounds.hpp"
#include "compiler/quantize/integer_graph.hpp"
#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// Keeps proven bounds of every value.
class IntegerBuilder {
 public:
  // The tensors' and nodes' own names are kept for them; what is made up evades them.
  explicit IntegerBuilder(const TensorGraph& origin) {
    graph_.name = origin.name;
    for (const TensorValue& value : origin.values) value_names_.keep(value.name);
    for (const TensorNode& node : origin.nodes) node_names_.keep(node.name);
  }

  std::string new_value_name(const std::string& name) { return value_names_.take(name); }
  std::string new_node_name(const std::string& name) { return node_names_.take(name); }

  ValueId add_value(const std::string& name, const Shape& shape, const ElementOrder& order,
                    const IntegerFormat& format, std::vector<double> scale,
                    const Interval& bounds) {
    graph_.values.push_back({name, shape, order, format, std::move(scale), 0});
    bounds_.push_back(bounds);
    return static_cast<ValueId>(graph_.values.size()) - 1;
  }

  void add_node(const std::string& name, const TensorNode& origin, IntegerOp op,
                std::vector<ValueId> inputs, ValueId output) {
    graph_.nodes.push_back(
        {name, origin.layers.front(), std::move(op), std::move(inputs), output, origin.location});
  }

  Interval bounds_of(const IntegerOp& op, const std::vector<ValueId>& inputs) const {
    std::vector<Interval> intervals;
    intervals.reserve(inputs.size());
    for (const ValueId input : inputs)
      intervals.push_back(bounds_[static_cast<std::size_t>(input)]);
    return op_bounds(op, intervals);
  }
  const Interval& bounds(ValueId id) const { return bounds_[static_cast<std::size_t>(id)]; }
  const IntegerValue& value(ValueId id) const { return graph_.value(id); }
  IntegerGraph& graph() { return graph_; }

 private:
  IntegerGraph graph_;
  std::vector<Interval> bounds_;
  UniqueNames value_names_, node_names_;
};

}  // namespace sluice
