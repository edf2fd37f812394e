// Merges zero padding into the convolution, average pool or pad behind it.
#include "compiler/tensor/passes.hpp"
#include "compiler/tensor/rewrite.hpp"

namespace sluice {
namespace {

// Zeros around zeros are more zeros, and a crop of nothing but input is a larger crop. A crop of
// zeros, or zeros in place of cropped input, is not the sum of the two.
bool adds_up(int first, int second) {
  return (first >= 0) == (second >= 0) || first == 0 || second == 0;
}

bool adds_up(const Padding& a, const Padding& b) {
  return adds_up(a.top, b.top) && adds_up(a.left, b.left) && adds_up(a.bottom, b.bottom) &&
         adds_up(a.right, b.right);
}

Padding sum(const Padding& a, const Padding& b) {
  return {a.top + b.top, a.left + b.left, a.bottom + b.bottom, a.right + b.right};
}

// The padding that a zero padding in front of the op can be added to.
Padding* zero_padding_of(TensorOp& op) {
  if (auto* conv = std::get_if<Convolution>(&op)) return &conv->window.padding;
  if (auto* pool = std::get_if<AveragePool>(&op)) return &pool->window.padding;
  if (auto* pad = std::get_if<Pad>(&op)) return &pad->padding;
  return nullptr;
}

// Hardware wants every window to see something of the tensor itself.
bool windows_reach_inside(const TensorOp& op) {
  const WindowGeometry* window = nullptr;
  if (const auto* conv = std::get_if<Convolution>(&op)) window = &conv->window;
  if (const auto* pool = std::get_if<AveragePool>(&op)) window = &pool->window;
  if (window == nullptr) return true;
  const Padding& p = window->padding;
  return p.top < window->kernel_h && p.bottom < window->kernel_h && p.left < window->kernel_w &&
         p.right < window->kernel_w;
}

}  // namespace

TensorGraph merge_padding(const TensorGraph& graph) {
  TensorGraph result = graph;
  for (TensorNode& node : result.nodes) {
    Padding* padding = zero_padding_of(node.op);
    TensorNode* pad = padding != nullptr ? sole_producer(result, node) : nullptr;
    if (pad == nullptr || !std::holds_alternative<Pad>(pad->op)) continue;
    const Padding first = std::get<Pad>(pad->op).padding;
    if (!adds_up(first, *padding)) continue;
    const Padding second = *padding;
    *padding = sum(first, second);
    if (!windows_reach_inside(node.op)) {
      *padding = second;
      continue;
    }
    node.inputs = pad->inputs;
    node.layers.insert(node.layers.end(), pad->layers.begin(), pad->layers.end());
    pad->inputs.clear();
    pad->output = -1;
  }
  return without_merged(std::move(result));
}

}  // namespace sluice
