// Runs a TensorGraph on the CPU in float.
#pragma once

#include <span>
#include <vector>

#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// Safe to use from several threads at once. The graph must outlive it.
class TensorInterpreter {
 public:
  explicit TensorInterpreter(const TensorGraph& graph) : graph_(&graph) {}

  // Every value of `count` frames: result[id] holds the frames of value `id` one after the other,
  // each in Torch's order. `inputs` holds the same for each of the graph's inputs.
  std::vector<std::vector<float>> run(const std::vector<std::span<const float>>& inputs,
                                      std::int64_t count) const;

 private:
  const TensorGraph* graph_;
};

// One frame of a graph with one input.
std::vector<Array<float>> run(const TensorGraph& graph, const Array<float>& frame);

// What an activation computes.
double apply(const Activation& activation, double x);
// In place, over the first dimension of one frame.
void soft_max(const Shape& shape, bool logarithm, std::span<float> values);

}  // namespace sluice
