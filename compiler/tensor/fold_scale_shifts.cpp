// Folds scale and shift (batch normalisation) into the convolution, linear or scale in front of it.
#include <algorithm>

#include "compiler/tensor/passes.hpp"
#include "compiler/tensor/rewrite.hpp"

namespace sluice {
namespace {

float at(const std::vector<float>& list, std::size_t i) { return list[list.size() == 1 ? 0 : i]; }

void fold(Array<float>& weight, std::vector<float>& bias, const ScaleShift& op) {
  const auto taps = static_cast<std::size_t>(weight.size()) / bias.size();
  for (std::size_t o = 0; o < bias.size(); ++o) {
    const double scale = at(op.scale, o);
    bias[o] = static_cast<float>(bias[o] * scale + at(op.shift, o));
    for (std::size_t i = o * taps; i < (o + 1) * taps; ++i) {
      weight.values[i] = static_cast<float>(weight.values[i] * scale);
    }
  }
}

void fold(ScaleShift& first, const ScaleShift& second) {
  const std::size_t count = std::max(first.scale.size(), second.scale.size());
  ScaleShift both;
  for (std::size_t c = 0; c < count; ++c) {
    const double scale = at(second.scale, c);
    both.scale.push_back(static_cast<float>(at(first.scale, c) * scale));
    both.shift.push_back(static_cast<float>(at(first.shift, c) * scale + at(second.shift, c)));
  }
  first = std::move(both);
}

bool fold_into(TensorOp& producer, const ScaleShift& op) {
  if (auto* conv = std::get_if<Convolution>(&producer)) {
    fold(conv->weight, conv->bias, op);
  } else if (auto* linear = std::get_if<Linear>(&producer)) {
    fold(linear->weight, linear->bias, op);
  } else if (auto* scale = std::get_if<ScaleShift>(&producer)) {
    fold(*scale, op);
  } else {
    return false;
  }
  return true;
}

}  // namespace

TensorGraph fold_scale_shifts(const TensorGraph& graph) {
  TensorGraph result = graph;
  for (TensorNode& node : result.nodes) {
    const auto* op = std::get_if<ScaleShift>(&node.op);
    if (op == nullptr) continue;
    TensorNode* producer = sole_producer(result, node);
    if (producer != nullptr && fold_into(producer->op, *op)) merge_into(*producer, node);
  }
  return without_merged(std::move(result));
}

}  // namespace sluice
