// The small graph, node by node.
#include "tests/sim/small_graph.hpp"

namespace sluice::small {
namespace {

constexpr std::int64_t kChannels = 2, kHeight = 7, kWidth = 6, kPlanes = 4, kClasses = 3;

Array<std::int32_t> weights(Shape shape) {
  Array<std::int32_t> array(std::move(shape));
  for (std::int64_t i = 0; i < array.size(); ++i) {
    array[i] = static_cast<std::int32_t>((i * 37 + 11) % 15 - 7);
  }
  return array;
}

IntegerRescale rescale(std::int64_t channels, int shift, std::int64_t low, std::int64_t high) {
  IntegerRescale op;
  for (std::int64_t c = 0; c < channels; ++c) {
    op.multiplier.push_back(19 + 5 * c);
    op.offset.push_back(100 * c - 150);
  }
  op.shift = shift;
  op.low = low;
  op.high = high;
  return op;
}

class Builder {
 public:
  ValueId value(const std::string& name, const Shape& shape, IntegerFormat format) {
    graph_.values.push_back({name, shape, natural_order(shape), format, {1.0}, 0});
    return static_cast<ValueId>(graph_.values.size()) - 1;
  }
  void node(const std::string& name, IntegerOp op, ValueId input, ValueId output) {
    graph_.nodes.push_back({name, name, std::move(op), {input}, output, {}});
  }
  IntegerGraph& graph() { return graph_; }

 private:
  IntegerGraph graph_;
};

}  // namespace

IntegerGraph graph() {
  Builder b;
  b.graph().name = "small";
  const ValueId x = b.value("x", {kChannels, kHeight, kWidth}, {5, true});
  const ValueId sums = b.value("conv_sums", {kPlanes, kHeight, kWidth}, {20, true});
  const ValueId planes = b.value("planes", {kPlanes, kHeight, kWidth}, {4, false});
  const ValueId pooled = b.value("pooled", {kPlanes, kHeight / 2, kWidth / 2}, {4, false});
  const ValueId scores = b.value("score_sums", {kClasses, 1, 1}, {20, true});
  const ValueId y = b.value("y", {kClasses, 1, 1}, {9, true});
  const WindowGeometry three{3, 3, 1, 1, {1, 1, 1, 1}};
  const WindowGeometry two{2, 2, 2, 2, {}};
  b.node("conv", IntegerConvolution{weights({kPlanes, kChannels, 3, 3}), 4, three}, x, sums);
  b.node("relu", rescale(kPlanes, 8, 0, 15), sums, planes);
  b.node("pool", IntegerMaxPool{two}, planes, pooled);
  b.node("fc", IntegerLinear{weights({kClasses, kPlanes * (kHeight / 2) * (kWidth / 2)}), 4},
         pooled, scores);
  b.node("scale", rescale(1, 4, -256, 255), scores, y);
  b.graph().inputs = {x};
  b.graph().outputs = {{"y", y, HostOp::kNone}};
  return b.graph();
}

Array<std::int32_t> input(std::int64_t frames) {
  Array<std::int32_t> array({frames, kChannels, kHeight, kWidth});
  for (std::int64_t i = 0; i < array.size(); ++i) {
    array[i] = static_cast<std::int32_t>((i * 29 + i / 7) % 32 - 16);
  }
  return array;
}

}  // namespace sluice::small
