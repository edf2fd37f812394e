// Questions that every user of a TensorGraph asks: uses, producers, names of ops and shapes.
#include "compiler/tensor/tensor_graph.hpp"

#include <algorithm>

#include "compiler/tensor/overloaded.hpp"

namespace sluice {
namespace {

bool all_equal(const std::vector<Shape>& shapes) {
  return std::all_of(shapes.begin(), shapes.end(),
                     [&](const Shape& shape) { return shape == shapes.front(); });
}

bool is_image(const Shape& shape) { return shape.size() == 3; }

Shape positive_or_none(Shape shape) {
  const bool positive = std::all_of(shape.begin(), shape.end(), [](auto size) { return size > 0; });
  return positive ? shape : Shape{};
}

Shape concat_shape(const std::vector<Shape>& inputs, int axis) {
  const auto place = static_cast<std::size_t>(axis);
  if (axis < 0 || place >= inputs[0].size()) return {};
  Shape joined = inputs[0];
  for (std::size_t i = 1; i < inputs.size(); ++i) {
    Shape expected = inputs[i];
    if (expected.size() != joined.size()) return {};
    const std::int64_t size = expected[place];
    expected[place] = joined[place];
    if (expected != joined) return {};
    joined[place] += size;
  }
  return joined;
}

Shape convolution_shape(const Convolution& op, const Shape& in) {
  if (!is_image(in) || in[0] != op.weight.shape[1]) return {};
  return positive_or_none(windowed_shape(in, op.window, op.weight.shape[0]));
}

Shape pool_shape(const WindowGeometry& window, const Shape& in) {
  return is_image(in) ? positive_or_none(windowed_shape(in, window, in[0])) : Shape{};
}

Shape average_pool_shape(const AveragePool& op, const Shape& in) {
  const Shape out = pool_shape(op.window, in);
  const auto count = static_cast<std::int64_t>(op.divisor.size());
  return out.empty() || count == 1 || count == out[1] * out[2] ? out : Shape{};
}

Shape scale_shift_shape(const ScaleShift& op, const Shape& in) {
  const auto count = static_cast<std::int64_t>(op.scale.size());
  return op.shift.size() == op.scale.size() && (count == 1 || count == in[0]) ? in : Shape{};
}

}  // namespace

std::vector<int> use_counts(const TensorGraph& graph) {
  std::vector<int> uses(graph.values.size());
  for (const TensorNode& node : graph.nodes) {
    for (const TensorId input : node.inputs) ++uses[static_cast<std::size_t>(input)];
  }
  for (const TensorOutput& output : graph.outputs) ++uses[static_cast<std::size_t>(output.value)];
  return uses;
}

std::vector<int> producers(const TensorGraph& graph) {
  std::vector<int> made_by(graph.values.size(), -1);
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    if (graph.nodes[n].output < 0) continue;  // merged into another by a pass that is at work
    made_by[static_cast<std::size_t>(graph.nodes[n].output)] = static_cast<int>(n);
  }
  return made_by;
}

const char* op_name(const TensorOp& op) {
  return std::visit(
      Overloaded{
          [](const Convolution&) { return "convolution"; }, [](const Linear&) { return "linear"; },
          [](const ScaleShift&) { return "scale and shift"; }, [](const Clamp&) { return "clamp"; },
          [](const Activation&) { return "activation"; }, [](const MaxPool&) { return "max pool"; },
          [](const AveragePool&) { return "average pool"; }, [](const Pad&) { return "pad"; },
          [](const Add&) { return "add"; }, [](const Multiply&) { return "multiply"; },
          [](const Concat&) { return "concat"; }, [](const Reshape&) { return "reshape"; },
          [](const Identity&) { return "identity"; }, [](const SoftMax&) { return "softmax"; },
          [](const LogSoftMax&) { return "log softmax"; }},
      op);
}

Shape inferred_shape(const TensorOp& op, const std::vector<Shape>& inputs) {
  const Shape& in = inputs.front();
  const auto same = [&](const auto&) { return all_equal(inputs) ? in : Shape{}; };
  return std::visit(
      Overloaded{
          [&](const Convolution& conv) { return convolution_shape(conv, in); },
          [&](const Linear& linear) {
            return in == Shape{linear.weight.shape[1]} ? Shape{linear.weight.shape[0]} : Shape{};
          },
          [&](const ScaleShift& scale) { return scale_shift_shape(scale, in); },
          [&](const Clamp& op_) { return same(op_); },
          [&](const Activation& op_) { return same(op_); },
          [&](const MaxPool& pool) { return pool_shape(pool.window, in); },
          [&](const AveragePool& pool) { return average_pool_shape(pool, in); },
          [&](const Pad& pad) {
            return is_image(in) ? positive_or_none(padded_shape(in, pad.padding)) : Shape{};
          },
          [&](const Add& op_) { return same(op_); }, [&](const Multiply& op_) { return same(op_); },
          [&](const Concat& concat) { return concat_shape(inputs, concat.axis); },
          [&](const Reshape&) { return Shape{}; }, [&](const Identity& op_) { return same(op_); },
          [&](const SoftMax& op_) { return same(op_); },
          [&](const LogSoftMax& op_) { return same(op_); }},
      op);
}

std::string shape_text(const Shape& shape) {
  std::string text;
  for (const std::int64_t size : shape) text += (text.empty() ? "" : ",") + std::to_string(size);
  return "{" + text + "}";
}

}  // namespace sluice
