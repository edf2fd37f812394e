// Bits by layer: what is set, whether it can be honoured.
#include "compiler/quantize/layer_bits.hpp"

#include <algorithm>
#include <functional>

#include "compiler/quantize/plan.hpp"

namespace sluice {
namespace {

void check_bits(const std::string& what, const std::optional<int>& bits) {
  if (!bits || (*bits >= 2 && *bits <= 16)) return;
  throw Error(what + " is " + std::to_string(*bits) + ", expected 2 to 16");
}

const TensorNode* node_of_layer(const TensorGraph& graph, const std::string& layer) {
  for (const TensorNode& node : graph.nodes) {
    if (std::find(node.layers.begin(), node.layers.end(), layer) != node.layers.end()) return &node;
  }
  return nullptr;
}

bool is_input(const TensorGraph& graph, const std::string& name) {
  return std::any_of(graph.inputs.begin(), graph.inputs.end(), [&](TensorId id) {
    return graph.values[static_cast<std::size_t>(id)].name == name;
  });
}

bool has_weights(const TensorNode& node) {
  return std::holds_alternative<Convolution>(node.op) || std::holds_alternative<Linear>(node.op);
}

void check_layer(const TensorGraph& graph, const std::string& layer, const LayerBits& bits) {
  const TensorNode* node = node_of_layer(graph, layer);
  if (node == nullptr && !is_input(graph, layer)) {
    throw Error("bits are set for layer '" + layer + "', which the network does not have", {},
                {"a layer that does nothing in inference, such as nn.Dropout, has no bits"});
  }
  if (bits.weight_bits && (node == nullptr || !has_weights(*node))) {
    throw Error("weight_bits is set for layer '" + layer + "', which has no weights",
                node != nullptr ? node->location : ScriptLocation{});
  }
  if (bits.bits && bits.activation_bits && (node == nullptr || !has_weights(*node))) {
    throw Error("bits has no effect for layer '" + layer +
                    "', because activation_bits is set and it has no weights",
                node != nullptr ? node->location : ScriptLocation{});
  }
  const Execution execution = node != nullptr ? execution_of(node->op) : Execution::kExact;
  if (execution == Execution::kSameData || execution == Execution::kHost) {
    throw Error("bits are set for layer '" + layer + "', which works in its input's format",
                node->location, {"set them for the layer that computes that input"});
  }
}

using Field = std::function<std::optional<int>(const std::string& layer, const LayerBits&)>;

std::optional<int> common(const QuantizeOptions& options, const std::vector<std::string>& layers,
                          const std::string& what, const Field& field) {
  std::optional<int> found;
  std::string finder;
  for (const std::string& layer : layers) {
    const auto set = options.layers.find(layer);
    if (set == options.layers.end()) continue;
    const std::optional<int> bits = field(layer, set->second);
    if (!bits) continue;
    if (found && *found != *bits) {
      throw Error(what + " is " + std::to_string(*found) + " for layer '" + finder + "' and " +
                  std::to_string(*bits) + " for layer '" + layer + "', but both share one format");
    }
    found = bits;
    finder = layer;
  }
  return found;
}

}  // namespace

LayerBitsTable::LayerBitsTable(const TensorGraph& graph, const QuantizeOptions& options)
    : graph_(graph), options_(options) {
  check_bits("bits", options.bits);
  check_bits("weight_bits", options.weight_bits);
  check_bits("activation_bits", options.activation_bits);
  check_bits("input_bits", options.input_bits);
  check_bits("output_bits", options.output_bits);
  if (options.weight_bits && std::none_of(graph.nodes.begin(), graph.nodes.end(), has_weights)) {
    throw Error("weight_bits is set for a network that has no weights");
  }
  for (const auto& [layer, bits] : options.layers) {
    if (!bits.bits && !bits.weight_bits && !bits.activation_bits) continue;
    const std::string prefix = "layer '" + layer + "': ";
    check_bits(prefix + "bits", bits.bits);
    check_bits(prefix + "weight_bits", bits.weight_bits);
    check_bits(prefix + "activation_bits", bits.activation_bits);
    check_layer(graph, layer, bits);
  }
}

std::optional<int> LayerBitsTable::activation(const std::vector<std::string>& layers,
                                              bool only_output) const {
  return common(options_, layers, "activation bits",
                [&](const std::string& layer, const LayerBits& bits) {
                  const TensorNode* node = node_of_layer(graph_, layer);
                  const bool means_weights = only_output && node != nullptr && has_weights(*node);
                  return bits.activation_bits || means_weights ? bits.activation_bits : bits.bits;
                });
}

std::optional<int> LayerBitsTable::weight(const std::vector<std::string>& layers) const {
  return common(options_, layers, "weight bits", [](const std::string&, const LayerBits& bits) {
    return bits.weight_bits ? bits.weight_bits : bits.bits;
  });
}

}  // namespace sluice
