// Builds chains: an exact op takes on the scale, shift and clamp that follow it.
#include "compiler/quantize/chains.hpp"

#include <algorithm>

#include "compiler/tensor/overloaded.hpp"

namespace sluice {
namespace {

bool is_last_of(const Chain& chain, int node) { return chain.nodes.back() == node; }

// y = (x * a + b) * scale + shift.
void compose(Chain& chain, const ScaleShift& op) {
  const std::size_t count = std::max(chain.scale.size(), op.scale.size());
  const Chain before = chain;
  chain.scale.resize(count);
  chain.shift.resize(count);
  for (std::size_t c = 0; c < count; ++c) {
    const auto i = static_cast<std::int64_t>(c);
    const double factor = entry(op.scale, i);
    chain.scale[c] = entry(before.scale, i) * factor;
    chain.shift[c] = entry(before.shift, i) * factor + entry(op.shift, i);
  }
}

void compose(Chain& chain, const Clamp& op) {
  chain.low = std::clamp(chain.low, op.low, op.high);
  chain.high = std::clamp(chain.high, op.low, op.high);
  chain.clamps = true;
}

void take_on(Chain& chain, const TensorNode& node, int index) {
  chain.nodes.push_back(index);
  chain.value = node.output;
  if (const auto* scale = std::get_if<ScaleShift>(&node.op)) compose(chain, *scale);
  if (const auto* clamp = std::get_if<Clamp>(&node.op)) compose(chain, *clamp);
}

// The chain that the node may join: it ends at the node's input, which nothing else uses.
int chain_to_join(const Plan& plan, const std::vector<int>& made_by, const std::vector<int>& uses,
                  const TensorNode& node) {
  const auto input = static_cast<std::size_t>(node.inputs[0]);
  const int producer = made_by[input];
  if (producer < 0 || uses[input] != 1) return -1;
  const int chain = plan.chain_of[static_cast<std::size_t>(producer)];
  if (chain < 0 || !is_last_of(plan.chains[static_cast<std::size_t>(chain)], producer)) return -1;
  const bool scales = std::holds_alternative<ScaleShift>(node.op);
  if (scales && plan.chains[static_cast<std::size_t>(chain)].clamps) return -1;
  return chain;
}

PlannedOutput planned_output(const TensorGraph& graph, const std::vector<int>& made_by,
                             const TensorOutput& output) {
  const int producer = made_by[static_cast<std::size_t>(output.value)];
  if (producer < 0) return {output.name, output.value, HostOp::kNone};
  const TensorNode& node = graph.nodes[static_cast<std::size_t>(producer)];
  if (execution_of(node.op) != Execution::kHost) return {output.name, output.value, HostOp::kNone};
  const HostOp op =
      std::holds_alternative<SoftMax>(node.op) ? HostOp::kSoftMax : HostOp::kLogSoftMax;
  return {output.name, node.inputs[0], op};
}

void refuse_inner_softmax(const TensorGraph& graph) {
  for (const TensorNode& node : graph.nodes) {
    for (const TensorNode& user : graph.nodes) {
      if (execution_of(node.op) != Execution::kHost) break;
      if (std::find(user.inputs.begin(), user.inputs.end(), node.output) == user.inputs.end())
        continue;
      throw Error(
          "layer '" + node.layers.front() + "': a softmax inside of the network is not supported",
          node.location, {"only at an output, where the host computes it"});
    }
  }
}

}  // namespace

Execution execution_of(const TensorOp& op) {
  return std::visit(Overloaded{[](const Convolution&) { return Execution::kExact; },
                               [](const Linear&) { return Execution::kExact; },
                               [](const ScaleShift&) { return Execution::kFused; },
                               [](const Clamp&) { return Execution::kFused; },
                               [](const Activation&) { return Execution::kLookup; },
                               [](const MaxPool&) { return Execution::kSameData; },
                               [](const AveragePool&) { return Execution::kExact; },
                               [](const Pad&) { return Execution::kSameData; },
                               [](const Add&) { return Execution::kExact; },
                               [](const Multiply&) { return Execution::kExact; },
                               [](const Concat&) { return Execution::kSameData; },
                               [](const Reshape&) { return Execution::kSameData; },
                               [](const Identity&) { return Execution::kSameData; },
                               [](const SoftMax&) { return Execution::kHost; },
                               [](const LogSoftMax&) { return Execution::kHost; }},
                    op);
}

void plan_chains(const TensorGraph& graph, Plan& plan) {
  refuse_inner_softmax(graph);
  const std::vector<int> made_by = producers(graph), uses = use_counts(graph);
  plan.chain_of.assign(graph.nodes.size(), -1);
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    const TensorNode& node = graph.nodes[n];
    const Execution execution = execution_of(node.op);
    if (execution != Execution::kExact && execution != Execution::kFused) continue;
    int chain = execution == Execution::kFused ? chain_to_join(plan, made_by, uses, node) : -1;
    if (chain < 0) {
      chain = static_cast<int>(plan.chains.size());
      plan.chains.emplace_back().has_exact = execution == Execution::kExact;
    }
    take_on(plan.chains[static_cast<std::size_t>(chain)], node, static_cast<int>(n));
    plan.chain_of[n] = chain;
  }
  for (const TensorOutput& output : graph.outputs) {
    plan.outputs.push_back(planned_output(graph, made_by, output));
  }
}

}  // namespace sluice
