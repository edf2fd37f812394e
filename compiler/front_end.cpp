// The float meaning of a network.
#include "compiler/front_end.hpp"

#include "compiler/tensor/interpreter.hpp"

namespace sluice {

std::vector<Array<float>> run_float(const Network& network, const Array<float>& frames) {
  const TensorGraph graph = import_network(network);
  if (graph.inputs.size() != 1) throw Error("the network has several inputs, expected one");
  const std::int64_t count = frames.size() / element_count(graph.shape(graph.inputs[0]));
  const auto values = TensorInterpreter(graph).run({frames.values}, count);
  std::vector<Array<float>> outputs;
  for (const TensorOutput& output : graph.outputs) {
    const auto& result = values[static_cast<std::size_t>(output.value)];
    outputs.emplace_back(Shape{count, static_cast<std::int64_t>(result.size()) / count}, result);
  }
  return outputs;
}

}  // namespace sluice
