// Rewrites of a TensorGraph that leave what it computes unchanged: fewer ops, in the form hardware
// wants.
#pragma once

#include <span>

#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// A pure function from graph to graph.
struct TensorPass {
  const char* name;
  const char* summary;
  TensorGraph (*run)(const TensorGraph& graph);
};

// The list, in the order in which optimize() runs it.
std::span<const TensorPass> tensor_passes();

// All passes, with the graph verified after each.
TensorGraph optimize(const TensorGraph& graph);

TensorGraph drop_identities(const TensorGraph& graph);
TensorGraph split_products(const TensorGraph& graph);
TensorGraph clamp_before_max_pool(const TensorGraph& graph);
TensorGraph fold_scale_shifts(const TensorGraph& graph);
TensorGraph merge_padding(const TensorGraph& graph);
TensorGraph drop_unused(const TensorGraph& graph);

}  // namespace sluice
