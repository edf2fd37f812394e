// Batches through the compiler's float interpreter.
#include "sim/float_model.hpp"

#include <algorithm>

#include "compiler/quantize/plan.hpp"
#include "compiler/tensor/import.hpp"
#include "compiler/tensor/interpreter.hpp"
#include "runtime/base/interrupt.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kFloatBatch = 32;

// The value before the op that the host applies behind the hardware: ops that move elements may
// stand behind it.
TensorId before_host_op(const TensorGraph& graph, TensorId output) {
  const std::vector<int> made_by = producers(graph);
  TensorId value = output;
  for (int node = made_by[static_cast<std::size_t>(value)]; node >= 0;
       node = made_by[static_cast<std::size_t>(value)]) {
    const TensorNode& producer = graph.nodes[static_cast<std::size_t>(node)];
    const Execution execution = execution_of(producer.op);
    if (producer.inputs.size() != 1 ||
        (execution != Execution::kSameData && execution != Execution::kHost)) {
      break;
    }
    value = producer.inputs[0];
    if (execution == Execution::kHost) return value;
  }
  return output;
}

}  // namespace

std::vector<SimulatedOutput> run_float_model(const LoadedDesign& design, const Array<float>& input,
                                             FrameWindow window, HostOps host_ops,
                                             Progress& progress) {
  const TensorGraph graph = import_network(design.network);
  const TensorInterpreter interpreter(graph);
  std::vector<TensorId> values;
  std::vector<Array<float>> results;
  for (const TensorOutput& output : graph.outputs) {
    values.push_back(host_ops == HostOps::kLeftOut ? before_host_op(graph, output.value)
                                                   : output.value);
    Shape shape = graph.shape(values.back());
    shape.insert(shape.begin(), window.count);
    results.emplace_back(shape);
    results.back().values.clear();
  }
  const auto frame_size = static_cast<std::size_t>(input.size() / input.shape.at(0));
  for (std::int64_t first = 0; first < window.count; first += kFloatBatch) {
    stop_if_interrupted();
    const std::int64_t count = std::min(kFloatBatch, window.count - first);
    const auto begin = static_cast<std::size_t>(window.begin + first) * frame_size;
    const auto batch = interpreter.run(
        {std::span(input.values).subspan(begin, static_cast<std::size_t>(count) * frame_size)},
        count);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::vector<float>& part = batch[static_cast<std::size_t>(values[i])];
      results[i].values.insert(results[i].values.end(), part.begin(), part.end());
    }
    progress.update(first + count);
  }
  std::vector<SimulatedOutput> outputs;
  for (std::size_t i = 0; i < values.size(); ++i) {
    outputs.push_back({graph.outputs[i].name, std::move(results[i])});
  }
  return outputs;
}

}  // namespace sluice
