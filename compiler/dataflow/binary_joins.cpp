// Splits joins of many inputs, left to right.
#include "compiler/dataflow/binary_joins.hpp"

#include <algorithm>
#include <utility>

#include "runtime/base/check.hpp"

namespace sluice {
namespace {

struct Bounds {
  std::int64_t low, high;
};

Bounds bounds(const IntegerFormat& format) { return {format.min(), format.max()}; }

Bounds sum(std::int64_t a, Bounds x, std::int64_t b, Bounds y) {
  const auto [x_low, x_high] = std::minmax({a * x.low, a * x.high});
  const auto [y_low, y_high] = std::minmax({b * y.low, b * y.high});
  return {x_low + y_low, x_high + y_high};
}

Bounds product(Bounds x, Bounds y) {
  return {std::min({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high}),
          std::max({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high})};
}

IntegerFormat format_for(Bounds range) {
  IntegerFormat format{1, range.low < 0};
  while (format.bits < 62 && !(format.holds(range.low) && format.holds(range.high))) ++format.bits;
  check(format.holds(range.low) && format.holds(range.high), "a partial join fits 62 bits");
  return format;
}

// The join of `node`'s inputs 0 to `last`; the final one keeps the node's own output.
class Chain {
 public:
  Chain(IntegerGraph& graph, const IntegerNode& node) : graph_(graph), node_(node) {}

  void split() {
    ValueId left = node_.inputs[0];
    for (std::size_t i = 1; i < node_.inputs.size(); ++i) left = join(left, i);
  }

 private:
  ValueId join(ValueId left, std::size_t i) {
    const bool final = i + 1 == node_.inputs.size();
    IntegerNode step = node_;
    if (!final) step.name = node_.name + "_" + std::to_string(i);
    step.inputs = {left, node_.inputs[i]};
    if (auto* add = std::get_if<IntegerAdd>(&step.op)) {
      const std::vector<std::int64_t>& all = std::get<IntegerAdd>(node_.op).multiplier;
      add->multiplier = {i == 1 ? all[0] : 1, all[i]};
    }
    if (!final) step.output = partial(step);
    graph_.nodes.push_back(step);
    return step.output;
  }

  ValueId partial(const IntegerNode& step) {
    const auto range = [this](ValueId id) {
      return bounds(graph_.values[static_cast<std::size_t>(id)].format);
    };
    const Bounds x = range(step.inputs[0]);
    const Bounds y = range(step.inputs[1]);
    const auto* add = std::get_if<IntegerAdd>(&step.op);
    IntegerValue value = graph_.values[static_cast<std::size_t>(node_.output)];
    value.name = step.name;
    value.format =
        format_for(add ? sum(add->multiplier[0], x, add->multiplier[1], y) : product(x, y));
    graph_.values.push_back(std::move(value));
    return static_cast<ValueId>(graph_.values.size()) - 1;
  }

  IntegerGraph& graph_;
  const IntegerNode& node_;
};

}  // namespace

IntegerGraph with_binary_joins(const IntegerGraph& graph) {
  IntegerGraph result = graph;
  result.nodes.clear();
  for (const IntegerNode& node : graph.nodes) {
    const bool joins = std::holds_alternative<IntegerAdd>(node.op) ||
                       std::holds_alternative<IntegerMultiply>(node.op);
    if (joins && node.inputs.size() > 2) {
      Chain(result, node).split();
    } else {
      result.nodes.push_back(node);
    }
  }
  return result;
}

}  // namespace sluice
