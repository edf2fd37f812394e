// Stream layouts: natural ones first, then those that a later reshape asks of the input.
#include "compiler/quantize/layout.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "compiler/tensor/overloaded.hpp"

namespace sluice {
namespace {

Shape natural(const Shape& shape) {
  if (shape.size() == 3) return shape;
  if (shape.size() == 2) return {1, shape[0], shape[1]};
  return {shape[0], 1, 1};
}

bool streams_in_torch_order(const Shape& p) { return p[0] == 1 || p[1] * p[2] == 1; }

// Whether both stream a tensor's elements, counted in Torch's order, in the same sequence.
bool same_order(const Shape& p, const Shape& q) {
  if (streams_in_torch_order(p)) return streams_in_torch_order(q);
  return p[0] == q[0] && p[1] * p[2] == q[1] * q[2];
}

[[noreturn]] void refuse(const TensorNode& node, const std::string& reason,
                         const std::string& hint) {
  throw Error("layer '" + node.layers.front() + "': " + reason, node.location, {hint});
}

class LayoutPass {
 public:
  LayoutPass(const TensorGraph& graph, const Shape& input) : graph_(graph) {
    layout_.physical.resize(graph.values.size());
    layout_.concat_axis.resize(graph.nodes.size(), -1);
    for (const TensorId id : graph.inputs) set(id, natural(graph.shape(id)));
    if (!input.empty()) set(graph.inputs[0], input);
  }

  Layout run() {
    for (std::size_t n = 0; n < graph_.nodes.size(); ++n) {
      const TensorNode& node = graph_.nodes[n];
      set(node.output, physical_of(node, n));
    }
    return layout_;
  }

 private:
  void set(TensorId id, Shape shape) {
    layout_.physical[static_cast<std::size_t>(id)] = std::move(shape);
  }
  const Shape& physical(TensorId id) const {
    return layout_.physical[static_cast<std::size_t>(id)];
  }

  Shape physical_of(const TensorNode& node, std::size_t index) {
    const Shape& in = physical(node.inputs[0]);
    const Shape& out = graph_.shape(node.output);
    const auto same = [&](const auto&) { return in; };
    const auto fresh = [&](const auto&) { return natural(out); };
    return std::visit(Overloaded{[&](const Convolution& op) { return fresh(op); },
                                 [&](const Linear& op) { return fresh(op); },
                                 [&](const ScaleShift& op) { return same(op); },
                                 [&](const Clamp& op) { return same(op); },
                                 [&](const Activation& op) { return same(op); },
                                 [&](const MaxPool& op) { return fresh(op); },
                                 [&](const AveragePool& op) { return fresh(op); },
                                 [&](const Pad& op) { return fresh(op); },
                                 [&](const Add&) { return common(node); },
                                 [&](const Multiply&) { return common(node); },
                                 [&](const Concat& op) { return joined(node, op, index); },
                                 [&](const Reshape&) { return reshaped(node, in, out); },
                                 [&](const Identity& op) { return same(op); },
                                 [&](const SoftMax& op) { return same(op); },
                                 [&](const LogSoftMax& op) { return same(op); }},
                      node.op);
  }

  Shape common(const TensorNode& node) const {
    const Shape& first = physical(node.inputs[0]);
    for (const TensorId input : node.inputs) {
      if (physical(input) == first) continue;
      refuse(node,
             "its inputs are streamed as " + shape_text(first) + " and " +
                 shape_text(physical(input)) + ", which is not the same order of elements",
             "combine the tensors before one of them is flattened");
    }
    return first;
  }

  // The dimension of `physical` that stands for dimension `axis` of `shape`.
  static std::optional<int> physical_axis(const Shape& shape, const Shape& physical, int axis) {
    if (shape.size() == 3) return axis;
    if (shape.size() == 1) return 0;
    if (physical == Shape{1, shape[0], shape[1]}) return axis + 1;
    if (physical == Shape{shape[0], 1, shape[1]}) return axis * 2;
    return std::nullopt;
  }

  Shape joined(const TensorNode& node, const Concat& op, std::size_t index) {
    const std::optional<int> axis =
        physical_axis(graph_.shape(node.inputs[0]), physical(node.inputs[0]), op.axis);
    bool fits = axis.has_value();
    Shape sum = physical(node.inputs[0]);
    for (std::size_t i = 1; i < node.inputs.size() && fits; ++i) {
      const auto place = static_cast<std::size_t>(*axis);
      Shape part = physical(node.inputs[i]);
      fits = physical_axis(graph_.shape(node.inputs[i]), part, op.axis) == axis;
      const std::int64_t size = std::exchange(part[place], sum[place]);
      fits = fits && part == sum;
      sum[place] += size;
    }
    if (!fits) {
      refuse(node, "joining its inputs would have to reorder a stream",
             "join the tensors before they are flattened, along channels");
    }
    layout_.concat_axis[index] = *axis;
    return sum;
  }

  static Shape reshaped(const TensorNode& node, const Shape& in, const Shape& out) {
    if (same_order(in, natural(out))) return natural(out);
    if (out.size() == 1) return in;
    if (out.size() == 2) {
      const Shape channels_first{out[0], 1, out[1]};
      return same_order(in, channels_first) ? channels_first : in;
    }
    refuse(node,
           "a tensor streamed as " + shape_text(in) + " cannot become " + shape_text(out) +
               " without reordering its elements",
           "channels are streamed last: keep their number, or reshape a tensor of one channel");
  }

  const TensorGraph& graph_;
  Layout layout_;
};

// Layouts of the input that the targets of reshapes suggest.
std::vector<Shape> input_candidates(const TensorGraph& graph) {
  const std::int64_t count = element_count(graph.shape(graph.inputs[0]));
  std::vector<Shape> candidates{{}};
  for (const TensorNode& node : graph.nodes) {
    const Shape& out = graph.shape(node.output);
    const bool suggests =
        std::holds_alternative<Reshape>(node.op) && out.size() == 3 && element_count(out) == count;
    if (suggests && graph.shape(graph.inputs[0]).size() < 3) candidates.push_back(out);
  }
  return candidates;
}

}  // namespace

Layout stream_layout(const TensorGraph& graph) {
  std::optional<Error> first_error;
  for (const Shape& input : input_candidates(graph)) {
    try {
      return LayoutPass(graph, input).run();
    } catch (const Error& error) {
      if (!first_error) first_error = error;
    }
  }
  throw *first_error;
}

}  // namespace sluice
