// Splits sums of many inputs, left to right.
#include "compiler/dataflow/binary_joins.hpp"

#include <utility>

#include "compiler/network/unique_names.hpp"
#include "compiler/quantize/bounds.hpp"
#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

class Splitter {
 public:
  explicit Splitter(const IntegerGraph& graph)
      : graph_(graph), result_(graph), bounds_(value_bounds(graph)) {
    result_.nodes.clear();
    for (const IntegerValue& value : graph.values) value_names_.keep(value.name);
    for (const IntegerNode& node : graph.nodes) node_names_.keep(node.name);
  }

  IntegerGraph run() {
    for (const IntegerNode& node : graph_.nodes) {
      const auto* add = std::get_if<IntegerAdd>(&node.op);
      if (add != nullptr && node.inputs.size() > 2) {
        split(node, *add);
      } else {
        result_.nodes.push_back(node);
      }
    }
    return std::move(result_);
  }

 private:
  // The last step keeps the node's own name and output.
  void split(const IntegerNode& node, const IntegerAdd& add) {
    ValueId left = node.inputs[0];
    std::int64_t left_multiplier = add.multiplier[0];
    for (std::size_t i = 1; i < node.inputs.size(); ++i) {
      IntegerNode step = node;
      step.inputs = {left, node.inputs[i]};
      step.op = IntegerAdd{{left_multiplier, add.multiplier[i]}};
      if (i + 1 < node.inputs.size()) {
        step.name = node_names_.take(node.name + "_" + std::to_string(i));
        step.output = partial_sum(step, result_.value(node.output));
      }
      left = step.output;
      left_multiplier = 1;
      result_.nodes.push_back(std::move(step));
    }
  }

  // As the whole sum, in the narrowest format that holds it.
  ValueId partial_sum(const IntegerNode& step, IntegerValue value) {
    const auto bounds_of = [this](ValueId id) { return bounds_[static_cast<std::size_t>(id)]; };
    const Interval sum = op_bounds(step.op, {bounds_of(step.inputs[0]), bounds_of(step.inputs[1])});
    value.name = value_names_.take(step.name);
    value.format = narrowest_format(sum.low, sum.high, sum.low < 0);
    bounds_.push_back(sum);
    result_.values.push_back(std::move(value));
    return static_cast<ValueId>(result_.values.size()) - 1;
  }

  const IntegerGraph& graph_;
  IntegerGraph result_;
  std::vector<Interval> bounds_;  // by ValueId of the result
  UniqueNames value_names_, node_names_;
};

}  // namespace

IntegerGraph with_binary_joins(const IntegerGraph& graph) { return Splitter(graph).run(); }

}  // namespace sluice
