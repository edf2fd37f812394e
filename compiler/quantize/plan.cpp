// Groups tensors by format and gives each group its bits.
#include "compiler/quantize/plan.hpp"

#include <algorithm>
#include <numeric>

#include "compiler/quantize/chains.hpp"
#include "compiler/quantize/layer_bits.hpp"
#include "compiler/tensor/overloaded.hpp"

namespace sluice {
namespace {

constexpr int kOutputBits = 16;
// A table's input has finer steps than its output, for where the function is steep.
constexpr int kExtraLookupBits = 2;

// Disjoint sets of 0..count-1.
class Partition {
 public:
  explicit Partition(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t i) const {
    while (parent_[i] != i) i = parent_[i];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    const std::size_t low = std::min(find(a), find(b)), high = std::max(find(a), find(b));
    parent_[high] = low;
  }

 private:
  std::vector<std::size_t> parent_;
};

std::size_t index(TensorId id) { return static_cast<std::size_t>(id); }

class Planner {
 public:
  Planner(const TensorGraph& graph, const QuantizeOptions& options, bool input_is_negative)
      : graph_(graph),
        options_(options),
        input_is_negative_(input_is_negative),
        layer_bits_(graph, options) {}

  Plan run() {
    plan_chains(graph_, plan_);
    plan_.output_bits = options_.output_bits.value_or(kOutputBits);
    find_output_copies();
    make_groups();
    find_leaves();
    join_grids();
    find_signs();
    for (FormatGroup& group : plan_.groups) {
      group.format = {group_bits(group), is_negative_[index(group.members.front())]};
    }
    find_weight_bits();
    return std::move(plan_);
  }

 private:
  // A tensor is real where integers of it exist: the inner ones of a chain do not.
  bool is_real(TensorId id) const {
    const int producer = made_by_[index(id)];
    if (producer < 0) return true;
    const TensorNode& node = graph_.nodes[index(producer)];
    if (execution_of(node.op) == Execution::kHost) return false;
    const int chain = plan_.chain_of[index(producer)];
    return chain < 0 || plan_.chains[index(chain)].value == id;
  }

  bool is_output(TensorId id) const {
    return std::any_of(plan_.outputs.begin(), plan_.outputs.end(),
                       [&](const PlannedOutput& output) { return output.value == id; });
  }

  // Nodes of the network itself, not of the host, that use the tensor.
  std::vector<const TensorNode*> users(TensorId id) const {
    std::vector<const TensorNode*> all;
    for (const TensorNode& node : graph_.nodes) {
      const bool uses = std::find(node.inputs.begin(), node.inputs.end(), id) != node.inputs.end();
      if (uses && execution_of(node.op) != Execution::kHost) all.push_back(&node);
    }
    return all;
  }

  void find_output_copies() {
    plan_.has_output_copy.assign(graph_.values.size(), false);
    for (const Chain& chain : plan_.chains) {
      plan_.has_output_copy[index(chain.value)] =
          is_output(chain.value) && !users(chain.value).empty();
    }
  }

  void make_groups() {
    Partition partition(graph_.values.size());
    for (const TensorNode& node : graph_.nodes) {
      if (execution_of(node.op) != Execution::kSameData) continue;
      for (const TensorId input : node.inputs) partition.join(index(input), index(node.output));
    }
    plan_.group_of.assign(graph_.values.size(), -1);
    std::vector<int> group_of_root(graph_.values.size(), -1);
    for (std::size_t id = 0; id < graph_.values.size(); ++id) {
      if (!is_real(static_cast<TensorId>(id))) continue;
      int& group = group_of_root[partition.find(id)];
      if (group < 0) {
        group = static_cast<int>(plan_.groups.size());
        plan_.groups.emplace_back();
      }
      plan_.group_of[id] = group;
      add_member(plan_.groups[index(group)], static_cast<TensorId>(id));
    }
  }

  void add_member(FormatGroup& group, TensorId id) {
    group.members.push_back(id);
    const int producer = made_by_[index(id)];
    const bool is_source =
        producer < 0 || execution_of(graph_.nodes[index(producer)].op) != Execution::kSameData;
    if (is_source) group.sources.push_back(id);
  }

  void find_leaves() {
    for (FormatGroup& group : plan_.groups) {
      for (const TensorId id : group.members) {
        const auto all = users(id);
        const bool computes = std::any_of(all.begin(), all.end(), [](const TensorNode* node) {
          return execution_of(node->op) != Execution::kSameData;
        });
        if (computes || is_output(id)) group.leaves.push_back(id);
      }
    }
  }

  void join_grids() {
    Partition partition(plan_.groups.size());
    for (const TensorNode& node : graph_.nodes) {
      if (!std::holds_alternative<Add>(node.op)) continue;
      for (const TensorId input : node.inputs) {
        partition.join(index(plan_.group_of[index(node.inputs[0])]),
                       index(plan_.group_of[index(input)]));
      }
    }
    for (std::size_t g = 0; g < plan_.groups.size(); ++g) {
      plan_.groups[g].grid = static_cast<int>(partition.find(g));
    }
  }

  // Which tensors can be negative, by structure alone: calibration proves nothing about other
  // frames. All members of a group can be if one is.
  void find_signs() {
    is_negative_.assign(graph_.values.size(), true);
    for (const TensorId input : graph_.inputs) is_negative_[index(input)] = input_is_negative_;
    for (const TensorNode& node : graph_.nodes)
      is_negative_[index(node.output)] = can_be_negative(node);
    for (const FormatGroup& group : plan_.groups) {
      const bool any = std::any_of(group.members.begin(), group.members.end(),
                                   [&](TensorId id) { return is_negative_[index(id)]; });
      for (const TensorId id : group.members) is_negative_[index(id)] = any;
    }
  }

  bool can_be_negative(const TensorNode& node) const {
    const bool from_negative = std::any_of(node.inputs.begin(), node.inputs.end(),
                                           [&](TensorId id) { return is_negative_[index(id)]; });
    const auto same = [&](const auto&) { return from_negative; };
    return std::visit(
        Overloaded{
            [](const Convolution&) { return true; }, [](const Linear&) { return true; },
            [&](const ScaleShift& op) {
              const auto negative = [](float x) { return x < 0; };
              return from_negative || std::any_of(op.scale.begin(), op.scale.end(), negative) ||
                     std::any_of(op.shift.begin(), op.shift.end(), negative);
            },
            [&](const Clamp& op) { return op.low < 0 && (from_negative || op.high < 0); },
            [&](const Activation& op) { return can_be_negative(op, from_negative); },
            [&](const MaxPool& op) { return same(op); },
            [&](const AveragePool& op) { return same(op); },
            [&](const Pad& op) { return same(op); }, [&](const Add& op) { return same(op); },
            [&](const Multiply& op) { return same(op); },
            [&](const Concat& op) { return same(op); }, [&](const Reshape& op) { return same(op); },
            [&](const Identity& op) { return same(op); }, [](const SoftMax&) { return true; },
            [](const LogSoftMax&) { return true; }},
        node.op);
  }

  static bool can_be_negative(const Activation& op, bool from_negative) {
    switch (op.kind) {
      case ActivationKind::kLeaky:
        return from_negative && op.a > 0;
      case ActivationKind::kThreshold:
        return op.b < 0 || (from_negative && op.a < 0);
      case ActivationKind::kTanh:
        return from_negative;
      case ActivationKind::kSigmoid:
        return false;
    }
    return true;
  }

  int activation_bits() const { return options_.activation_bits.value_or(options_.bits); }

  bool feeds_only_tables(const FormatGroup& group) const {
    bool any = false;
    for (const TensorId id : group.leaves) {
      if (is_output(id) && !plan_.has_output_copy[index(id)]) return false;
      for (const TensorNode* node : users(id)) {
        const Execution execution = execution_of(node->op);
        if (execution == Execution::kExact || execution == Execution::kFused) return false;
        any = any || execution == Execution::kLookup;
      }
    }
    return any;
  }

  bool is_computed_with(const FormatGroup& group) const {
    return std::any_of(group.leaves.begin(), group.leaves.end(), [&](TensorId id) {
      const auto all = users(id);
      return std::any_of(all.begin(), all.end(), [](const TensorNode* node) {
        return execution_of(node->op) != Execution::kSameData;
      });
    });
  }

  // The input, or what only moves or selects its elements, is an output as well.
  void refuse_two_wishes() const {
    if (!options_.output_bits || *options_.output_bits == *options_.input_bits) return;
    throw Error("found input_bits " + std::to_string(*options_.input_bits) + " and output_bits " +
                    std::to_string(*options_.output_bits) +
                    ", expected the same for an input that is put out as it came",
                {}, {"leave one of them out, or put out what a layer has computed"});
  }

  int group_bits(const FormatGroup& group) const {
    std::vector<std::string> layers;
    bool has_input = false;
    for (const TensorId source : group.sources) {
      const std::vector<std::string> makers = layers_of(source);
      layers.insert(layers.end(), makers.begin(), makers.end());
      has_input = has_input || made_by_[index(source)] < 0;
    }
    const bool has_output = std::any_of(group.leaves.begin(), group.leaves.end(), [&](TensorId id) {
      return is_output(id) && !plan_.has_output_copy[index(id)];
    });
    const bool only_output = has_output && !is_computed_with(group);
    if (const auto set = layer_bits_.activation(layers, only_output)) return *set;
    if (feeds_only_tables(group)) {
      return std::min(kMaxLookupBits, activation_bits() + kExtraLookupBits);
    }
    if (has_input && options_.input_bits) {
      if (has_output) refuse_two_wishes();
      return *options_.input_bits;
    }
    if (only_output || (has_output && options_.output_bits)) return plan_.output_bits;
    return activation_bits();
  }

  // The layers whose activation bits are those of the tensor.
  std::vector<std::string> layers_of(TensorId id) const {
    const int producer = made_by_[index(id)];
    if (producer < 0) return {graph_.values[index(id)].name};
    const int chain = plan_.chain_of[index(producer)];
    if (chain < 0) return graph_.nodes[index(producer)].layers;
    std::vector<std::string> layers;
    for (const int node : plan_.chains[index(chain)].nodes) {
      const auto& more = graph_.nodes[index(node)].layers;
      layers.insert(layers.end(), more.begin(), more.end());
    }
    return layers;
  }

  void find_weight_bits() {
    for (const TensorNode& node : graph_.nodes) {
      const bool has =
          std::holds_alternative<Convolution>(node.op) || std::holds_alternative<Linear>(node.op);
      plan_.weight_bits.push_back(has ? layer_bits_.weight(node.layers)
                                            .value_or(options_.weight_bits.value_or(options_.bits))
                                      : 0);
    }
  }

  const TensorGraph& graph_;
  const QuantizeOptions& options_;
  bool input_is_negative_;
  LayerBitsTable layer_bits_;
  std::vector<int> made_by_ = producers(graph_);
  std::vector<bool> is_negative_;
  Plan plan_;
};

}  // namespace

Plan make_plan(const TensorGraph& graph, const QuantizeOptions& options, bool input_is_negative) {
  return Planner(graph, options, input_is_negative).run();
}

}  // namespace sluice
