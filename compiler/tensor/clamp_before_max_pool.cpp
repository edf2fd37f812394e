// A clamp commutes with a maximum, so it moves in front of a max pool, to the op it can join there.
#include <utility>

#include "compiler/tensor/passes.hpp"
#include "compiler/tensor/rewrite.hpp"

namespace sluice {
namespace {

// Something whose rescale can take on a clamp, used by nothing but the pool.
bool can_take_clamp(TensorGraph& graph, const TensorNode& pool) {
  const TensorNode* before = sole_producer(graph, pool);
  return before != nullptr &&
         (std::holds_alternative<Convolution>(before->op) ||
          std::holds_alternative<ScaleShift>(before->op) ||
          std::holds_alternative<Add>(before->op) || std::holds_alternative<Multiply>(before->op) ||
          std::holds_alternative<AveragePool>(before->op) ||
          std::holds_alternative<Clamp>(before->op));
}

}  // namespace

TensorGraph clamp_before_max_pool(const TensorGraph& graph) {
  TensorGraph result = graph;
  for (TensorNode& clamp : result.nodes) {
    if (!std::holds_alternative<Clamp>(clamp.op)) continue;
    TensorNode* pool = sole_producer(result, clamp);
    if (pool == nullptr || !std::holds_alternative<MaxPool>(pool->op)) continue;
    if (!can_take_clamp(result, *pool)) continue;
    // The two swap places; the tensor between them gets the shape it has in front of the pool.
    std::swap(pool->op, clamp.op);
    std::swap(pool->name, clamp.name);
    std::swap(pool->layers, clamp.layers);
    std::swap(pool->location, clamp.location);
    TensorValue& between = result.values[static_cast<std::size_t>(pool->output)];
    TensorValue& last = result.values[static_cast<std::size_t>(clamp.output)];
    between.shape = result.shape(pool->inputs[0]);
    std::swap(between.name, last.name);
  }
  return result;
}

}  // namespace sluice
