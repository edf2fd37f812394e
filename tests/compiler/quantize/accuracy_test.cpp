// Random networks at 16 bits against float.
#include <set>

#include "compiler/quantize/error_report.hpp"
#include "compiler/quantize/interpreter.hpp"
#include "compiler/quantize/plan.hpp"
#include "tests/compiler/quantize/quantized.hpp"
#include "tests/compiler/quantize/random_network.hpp"

namespace sluice::testing {
namespace {

bool is_steep_table(const TensorOp& op) {
  const auto* activation = std::get_if<Activation>(&op);
  return activation != nullptr && (activation->kind == ActivationKind::kTanh ||
                                   activation->kind == ActivationKind::kSigmoid);
}

// Whether nothing but a tanh or a sigmoid computes with the tensor: what lies beyond the part in
// which they are steep is cut off on purpose.
bool feeds_only_steep_tables(const TensorGraph& graph, TensorId id) {
  for (const TensorOutput& output : graph.outputs) {
    if (output.value == id) return false;
  }
  bool any = false;
  for (const TensorNode& node : graph.nodes) {
    if (std::find(node.inputs.begin(), node.inputs.end(), id) == node.inputs.end()) continue;
    any = true;
    const bool moves = execution_of(node.op) == Execution::kSameData;
    if (!is_steep_table(node.op) && !(moves && feeds_only_steep_tables(graph, node.output))) {
      return false;
    }
  }
  return any;
}

// Tensors behind a threshold that jumps: a rounding beside its edge may move them all the way.
std::set<std::string> jumping_tensors(const TensorGraph& graph) {
  std::set<std::string> names;
  for (const TensorNode& node : graph.nodes) {
    const auto* activation = std::get_if<Activation>(&node.op);
    bool jumps = activation != nullptr && activation->kind == ActivationKind::kThreshold;
    for (const TensorId input : node.inputs) {
      jumps = jumps || names.count(graph.values[static_cast<std::size_t>(input)].name) > 0;
    }
    if (jumps) names.insert(graph.values[static_cast<std::size_t>(node.output)].name);
  }
  return names;
}

// Whether nothing but maxima are taken of the tensor: what wins in no window is cut off.
bool feeds_only_max_pools(const TensorGraph& graph, TensorId id) {
  for (const TensorOutput& output : graph.outputs) {
    if (output.value == id) return false;
  }
  return std::all_of(graph.nodes.begin(), graph.nodes.end(), [&](const TensorNode& node) {
    const bool uses = std::find(node.inputs.begin(), node.inputs.end(), id) != node.inputs.end();
    const bool moves = execution_of(node.op) == Execution::kSameData;
    return !uses || std::holds_alternative<MaxPool>(node.op) ||
           (moves && feeds_only_max_pools(graph, node.output));
  });
}

std::set<std::string> cut_tensors(const TensorGraph& graph) {
  std::set<std::string> names;
  for (std::size_t n = 0; n < graph.values.size(); ++n) {
    const auto id = static_cast<TensorId>(n);
    if (feeds_only_steep_tables(graph, id) || feeds_only_max_pools(graph, id)) {
      names.insert(graph.values[n].name);
    }
  }
  return names;
}

TEST_CASE("random networks at 16 bits come close to float and saturate next to nothing") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    RandomNetwork random = random_network(seed);
    random.options = QuantizeOptions{};
    random.options.bits = 16;
    random.options.ranges = RangeMethod::kMinMax;
    const TensorGraph graph = optimize(import_network(random.network));
    const IntegerGraph integers = quantize(graph, random.calibration, random.options);
    const std::set<std::string> jumping = jumping_tensors(graph), cut = cut_tensors(graph);
    for (const TensorError& error : measure_errors(graph, integers, random.calibration)) {
      INFO("seed " << seed << " tensor " << error.name << " error " << error.error_rms << " of "
                   << error.float_rms << ", saturated " << error.saturated);
      if (!error.is_compared || jumping.count(error.name) > 0 || cut.count(error.name) > 0) {
        continue;
      }
      ++compared;
      REQUIRE(error.error_rms <= 0.01 * error.float_rms + 16 * error.scale);
      // A rounding in front may carry the largest of what calibration saw over the edge: a few
      // elements, or all of a plateau (behind a clamp) by a rounding.
      const bool by_a_rounding = error.largest_error <= 4 * error.scale;
      REQUIRE((error.saturated <= 1 + error.elements / 20 || by_a_rounding));
    }
  }
  REQUIRE(compared > 300);
}

}  // namespace
}  // namespace sluice::testing
