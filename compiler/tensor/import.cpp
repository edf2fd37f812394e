// The driver of the import, and the one list of the modules it understands.
#include "compiler/tensor/import.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "compiler/network/findings.hpp"
#include "compiler/tensor/module_importers.hpp"

namespace sluice {
namespace {

struct Entry {
  SupportedModule module;
  ModuleImporter import;
};

constexpr std::array kEntries = {
    Entry{{"Linear", "with or without bias"}, import_linear},
    Entry{{"SpatialConvolution", "any kernel, stride, padding; with or without bias"},
          import_convolution},
    Entry{{"SpatialConvolutionMM", "as SpatialConvolution"}, import_convolution},
    Entry{{"SpatialMaxPooling", "floor and ceil mode, padding"}, import_max_pooling},
    Entry{{"SpatialAveragePooling", "floor and ceil mode, padding counted or not"},
          import_average_pooling},
    Entry{{"SpatialZeroPadding", "negative sides crop"}, import_zero_padding},
    Entry{{"BatchNormalization", "running statistics, affine or not"}, import_batch_normalization},
    Entry{{"SpatialBatchNormalization", "running statistics, affine or not"},
          import_spatial_batch_normalization},
    Entry{{"ReLU", "fused"}, import_relu},
    Entry{{"ReLU6", "fused"}, import_relu6},
    Entry{{"LeakyReLU", "by look-up table"}, import_leaky_relu},
    Entry{{"HardTanh", "fused"}, import_hard_tanh},
    Entry{{"Clamp", "fused"}, import_hard_tanh},
    Entry{{"Threshold", "by look-up table, or fused where threshold and value agree"},
          import_threshold},
    Entry{{"Tanh", "by look-up table"}, import_tanh},
    Entry{{"Sigmoid", "by look-up table"}, import_sigmoid},
    Entry{{"SoftMax", "at outputs, applied by the host"}, import_softmax},
    Entry{{"LogSoftMax", "at outputs, applied by the host"}, import_log_softmax},
    Entry{{"Dropout", "the identity; the first version scales"}, import_dropout},
    Entry{{"Identity", "no hardware"}, import_identity},
    Entry{{"View", "that keeps frames whole"}, import_view},
    Entry{{"Reshape", "that keeps frames whole"}, import_reshape},
    Entry{{"CAddTable", "any number of inputs"}, import_add_table},
    Entry{{"CMulTable", "any number of inputs"}, import_multiply_table},
    Entry{{"JoinTable", "along any dimension of the frame"}, import_join_table},
    Entry{{"Concat", "along any dimension of the frame"}, import_concat},
};

constexpr auto kModules = [] {
  std::array<SupportedModule, kEntries.size()> modules{};
  for (std::size_t i = 0; i < kEntries.size(); ++i) modules[i] = kEntries[i].module;
  return modules;
}();

const Entry& entry_of(const NetworkNode& node) {
  const auto found = std::find_if(kEntries.begin(), kEntries.end(),
                                  [&](const Entry& entry) { return entry.module.name == node.op; });
  if (found != kEntries.end()) return *found;
  throw Error("layer '" + node.name + "': module nn." + node.op + " is not supported",
              node.location,
              {"the README lists the supported modules; express it by those, or open an issue"});
}

TensorId add_value(TensorGraph& graph, std::string name, Shape shape) {
  graph.values.push_back({std::move(name), std::move(shape)});
  return static_cast<TensorId>(graph.values.size()) - 1;
}

TensorNode import_node(const TensorGraph& graph, const NetworkNode& node,
                       std::vector<TensorId> inputs, Shape& out) {
  std::vector<Shape> shapes;
  for (const TensorId input : inputs) shapes.push_back(graph.shape(input));
  ModuleReader reader(node);
  ImportedOp imported = entry_of(node).import(reader, shapes);
  reader.finish();
  out = imported.shape.empty() ? inferred_shape(imported.op, shapes) : imported.shape;
  if (out.empty()) reader.refuse("it does not fit its input " + shape_text(shapes[0]));
  return {node.name, std::move(imported.op), std::move(inputs), -1, node.location, {node.name}};
}

}  // namespace

std::span<const SupportedModule> supported_modules() { return kModules; }

TensorGraph import_network(const Network& network) {
  TensorGraph graph;
  graph.name = network.name;
  std::map<std::string, TensorId> ids;
  for (const NetworkInput& input : network.inputs) {
    ids[input.name] = add_value(graph, input.name, input.shape);
    graph.inputs.push_back(ids[input.name]);
  }
  for (const NetworkNode& node : network.nodes) {
    std::vector<TensorId> inputs;
    for (const std::string& input : node.inputs) inputs.push_back(ids.at(input));
    Shape shape;
    TensorNode imported = import_node(graph, node, std::move(inputs), shape);
    imported.output = ids[node.name] = add_value(graph, node.name, std::move(shape));
    graph.nodes.push_back(std::move(imported));
  }
  for (const std::string& output : network.outputs)
    graph.outputs.push_back({output, ids.at(output)});
  check_no_findings(verify(graph));
  return graph;
}

}  // namespace sluice
