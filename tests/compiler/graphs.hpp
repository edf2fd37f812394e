// Integer graphs built by hand, op by op, for the tests behind the quantiser.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "compiler/quantize/bounds.hpp"
#include "compiler/quantize/integer_graph.hpp"
#include "compiler/quantize/join_order.hpp"

namespace sluice::test {

// Ops append a node and give the id of its output, in the smallest format that holds it.
class GraphBuilder {
 public:
  explicit GraphBuilder(std::string name, std::uint32_t seed = 1) : random_(seed) {
    graph_.name = std::move(name);
  }

  ValueId input(const Shape& shape, IntegerFormat format) {
    const ValueId id = add_value("input", shape, natural_order(shape), format);
    graph_.inputs.push_back(id);
    return id;
  }

  ValueId convolution(ValueId x, int channels, WindowGeometry window, int weight_bits = 8) {
    const Shape in = shape(x);
    IntegerConvolution op;
    op.window = window;
    op.weight_bits = weight_bits;
    op.weight = weights({channels, in[0], window.kernel_h, window.kernel_w}, weight_bits);
    return node("conv", op, {x}, windowed(in, window, channels));
  }

  ValueId linear(ValueId x, int rows, int weight_bits = 8) {
    IntegerLinear op;
    op.weight_bits = weight_bits;
    op.weight = weights({rows, element_count(shape(x))}, weight_bits);
    return node("fc", op, {x}, {rows});
  }

  // Per channel, clamped to `format`.
  ValueId rescale(ValueId x, IntegerFormat format, bool power_of_two = false,
                  bool per_channel = true) {
    const Shape in = shape(x);
    IntegerRescale op;
    op.shift = 12;
    op.low = format.min();
    op.high = format.max();
    op.power_of_two = power_of_two;
    const std::int64_t entries = per_channel ? in[0] : 1;
    for (std::int64_t i = 0; i < entries; ++i) {
      op.multiplier.push_back(power_of_two ? std::int64_t{1} << between(0, 6) : between(1, 60));
      op.offset.push_back(2048 + between(-4000, 4000));
    }
    return node("rescale", op, {x}, in, format);
  }

  ValueId lookup(ValueId x, IntegerFormat format) {
    IntegerLookup op;
    const int bits = graph_.values[index(x)].format.bits;
    for (int i = 0; i < (1 << bits); ++i) {
      op.table.push_back(static_cast<std::int32_t>(between(format.min(), format.max())));
    }
    return node("lookup", op, {x}, shape(x), format);
  }

  ValueId max_pool(ValueId x, WindowGeometry window) {
    return node("max_pool", IntegerMaxPool{window}, {x}, windowed(shape(x), window, shape(x)[0]),
                graph_.values[index(x)].format);
  }
  ValueId sum_pool(ValueId x, WindowGeometry window) {
    return node("sum_pool", IntegerSumPool{window}, {x}, windowed(shape(x), window, shape(x)[0]));
  }
  ValueId add(std::vector<ValueId> xs, std::vector<std::int64_t> multiplier) {
    const Shape same = shape(xs[0]);
    return node("add", IntegerAdd{std::move(multiplier)}, std::move(xs), same);
  }
  ValueId multiply(std::vector<ValueId> xs) {
    const Shape same = shape(xs[0]);
    return node("multiply", IntegerMultiply{}, std::move(xs), same);
  }
  ValueId concat(std::vector<ValueId> xs, int axis) {
    const auto place = static_cast<std::size_t>(axis);
    Shape joined = shape(xs[0]);
    joined[place] = 0;
    std::vector<OrderedTensor> inputs;
    for (ValueId x : xs) {
      joined[place] += shape(x)[place];
      inputs.push_back({shape(x), graph_.value(x).order});
    }
    const IntegerFormat format = graph_.values[index(xs[0])].format;
    const ValueId y = node("concat", IntegerConcat{axis}, std::move(xs), joined, format);
    graph_.values[index(y)].order = joined_orders(inputs, joined, axis).front();
    return y;
  }
  ValueId pad(ValueId x, Padding p) {
    const Shape in = shape(x);
    return node("pad", IntegerPad{p}, {x},
                {in[0], in[1] + p.top + p.bottom, in[2] + p.left + p.right},
                graph_.values[index(x)].format);
  }
  ValueId reshape(ValueId x, const Shape& to, ElementOrder order) {
    const ValueId y = node("reshape", IntegerReshape{}, {x}, to, graph_.values[index(x)].format);
    graph_.values[index(y)].order = std::move(order);
    return y;
  }
  ValueId flatten(ValueId x) {
    return reshape(x, {element_count(shape(x))}, graph_.value(x).order);
  }

  void output(ValueId x, const std::string& name = "output") {
    graph_.outputs.push_back({name, x, HostOp::kNone});
  }

  const IntegerGraph& graph() const { return graph_; }
  Shape shape(ValueId x) const { return graph_.values[index(x)].shape; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }

 private:
  static std::size_t index(ValueId id) { return static_cast<std::size_t>(id); }

  static Shape windowed(const Shape& in, const WindowGeometry& g, std::int64_t channels) {
    return {channels, (in[1] + g.padding.top + g.padding.bottom - g.kernel_h) / g.stride_h + 1,
            (in[2] + g.padding.left + g.padding.right - g.kernel_w) / g.stride_w + 1};
  }

  Array<std::int32_t> weights(Shape shape, int bits) {
    Array<std::int32_t> result(std::move(shape));
    const IntegerFormat format{bits, true};
    for (std::int32_t& w : result.values) {
      w = static_cast<std::int32_t>(between(format.min(), format.max()));
    }
    return result;
  }

  ValueId add_value(std::string name, Shape shape, ElementOrder order, IntegerFormat format) {
    graph_.values.push_back({std::move(name), std::move(shape), std::move(order), format, {1.0}});
    return static_cast<ValueId>(graph_.values.size()) - 1;
  }

  ValueId node(const std::string& kind, IntegerOp op, std::vector<ValueId> inputs,
               const Shape& shape) {
    std::vector<Interval> ranges;
    for (ValueId x : inputs) {
      const IntegerFormat& format = graph_.values[index(x)].format;
      ranges.push_back({format.min(), format.max()});
    }
    const Interval range = op_bounds(op, ranges);
    IntegerFormat format{1, range.low < 0};
    while (!format.holds(range.low) || !format.holds(range.high)) ++format.bits;
    // Matrix-vector units and adders are signed.
    if (!format.is_signed) format = {format.bits + 1, true};
    return node(kind, std::move(op), std::move(inputs), shape, format);
  }

  // Keeps its first input's order where it keeps the shape.
  ValueId node(const std::string& kind, IntegerOp op, std::vector<ValueId> inputs,
               const Shape& shape, IntegerFormat format) {
    const std::string name = kind + std::to_string(graph_.nodes.size() + 1);
    const IntegerValue& in = graph_.values[index(inputs[0])];
    const ElementOrder order = shape == in.shape ? in.order : natural_order(shape);
    const ValueId output = add_value(name, shape, order, format);
    graph_.nodes.push_back({name,
                            name,
                            std::move(op),
                            std::move(inputs),
                            output,
                            {"net.lua", static_cast<int>(graph_.nodes.size()) + 1}});
    return output;
  }

  IntegerGraph graph_;
  std::mt19937 random_;
};

inline WindowGeometry square(int kernel, int stride = 1, int pad = 0) {
  return {kernel, kernel, stride, stride, {pad, pad, pad, pad}};
}

constexpr IntegerFormat kByte{8, false};
constexpr IntegerFormat kSignedByte{8, true};

inline IntegerGraph mlp(std::vector<int> sizes) {
  GraphBuilder b("mlp");
  ValueId x = b.flatten(b.input({1, 28, 28}, kByte));
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    x = b.rescale(b.linear(x, sizes[i]), i + 1 < sizes.size() ? kByte : IntegerFormat{16, true});
  }
  b.output(x);
  return b.graph();
}

inline IntegerGraph lenet() {
  GraphBuilder b("lenet");
  ValueId x = b.input({1, 28, 28}, kByte);
  x = b.max_pool(b.rescale(b.convolution(x, 6, square(5, 1, 2)), kByte), square(2, 2));
  x = b.max_pool(b.rescale(b.convolution(x, 16, square(5)), kByte), square(2, 2));
  x = b.flatten(x);
  x = b.rescale(b.linear(x, 120), kByte);
  x = b.rescale(b.linear(x, 84), kByte);
  b.output(b.rescale(b.linear(x, 10), {16, true}));
  return b.graph();
}

}  // namespace sluice::test
