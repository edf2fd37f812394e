// Interval arithmetic over integer ops, in 128 bits so that it cannot overflow itself.
#include "compiler/quantize/bounds.hpp"

#include <algorithm>
#include <limits>

#include "compiler/tensor/overloaded.hpp"
#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

__extension__ using Wide = __int128;

constexpr Wide kLimit = Wide{1} << 62;

struct WideInterval {
  Wide low = 0, high = 0;

  void include(Wide x) {
    low = std::min(low, x);
    high = std::max(high, x);
  }
};

Interval narrow(const WideInterval& wide) {
  using Limits = std::numeric_limits<std::int64_t>;
  return {wide.low < -kLimit ? Limits::min() : static_cast<std::int64_t>(wide.low),
          wide.high > kLimit ? Limits::max() : static_cast<std::int64_t>(wide.high)};
}

// Of a factor times any number of the interval.
WideInterval scaled(Wide factor, const Interval& x) {
  const Wide a = factor * x.low, b = factor * x.high;
  return {std::min(a, b), std::max(a, b)};
}

// Every partial sum of a row lies between the sum of its terms' negative ends and that of the
// positive.
Interval matrix_bounds(const Array<std::int32_t>& weight, const Interval& x) {
  const std::int64_t cols = weight.size() / weight.shape[0];
  WideInterval all;
  for (std::int64_t r = 0; r < weight.size(); r += cols) {
    WideInterval sum;
    for (std::int64_t i = r; i < r + cols; ++i) {
      const WideInterval term = scaled(weight[i], x);
      sum.low += std::min<Wide>(term.low, 0);
      sum.high += std::max<Wide>(term.high, 0);
    }
    all.include(sum.low);
    all.include(sum.high);
  }
  return narrow(all);
}

Interval rescale_bounds(const IntegerRescale& op, const Interval& x) {
  const std::size_t channels = std::max(op.multiplier.size(), op.offset.size());
  Interval all{op.high, op.low};
  for (std::size_t c = 0; c < channels; ++c) {
    const auto channel = static_cast<std::int64_t>(c);
    for (const std::int64_t end : {x.low, x.high}) {
      const Wide exact =
          (Wide{end} * entry(op.multiplier, channel) + entry(op.offset, channel)) >> op.shift;
      const auto y = static_cast<std::int64_t>(std::clamp<Wide>(exact, op.low, op.high));
      all = {std::min(all.low, y), std::max(all.high, y)};
    }
  }
  return all;
}

Interval lookup_bounds(const IntegerLookup& op) {
  const auto [low, high] = std::minmax_element(op.table.begin(), op.table.end());
  return {*low, *high};
}

Interval sum_bounds(const WindowGeometry& window, const Interval& x) {
  const Wide count = Wide{window.kernel_h} * window.kernel_w;
  WideInterval sum = scaled(count, x);
  sum.include(0);
  return narrow(sum);
}

Interval add_bounds(const IntegerAdd& op, const std::vector<Interval>& inputs) {
  WideInterval sum;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const WideInterval term = scaled(op.multiplier[i], inputs[i]);
    sum.low += term.low;
    sum.high += term.high;
  }
  return narrow(sum);
}

Interval product_bounds(const Interval& a, const Interval& b) {
  const WideInterval low = scaled(a.low, b), high = scaled(a.high, b);
  return narrow({std::min(low.low, high.low), std::max(low.high, high.high)});
}

Interval hull(const std::vector<Interval>& inputs) {
  Interval all = inputs.front();
  for (const Interval& x : inputs) all = {std::min(all.low, x.low), std::max(all.high, x.high)};
  return all;
}

}  // namespace

Interval op_bounds(const IntegerOp& op, const std::vector<Interval>& inputs) {
  const Interval& x = inputs.front();
  return std::visit(
      Overloaded{[&](const IntegerConvolution& o) { return matrix_bounds(o.weight, x); },
                 [&](const IntegerLinear& o) { return matrix_bounds(o.weight, x); },
                 [&](const IntegerRescale& o) { return rescale_bounds(o, x); },
                 [&](const IntegerLookup& o) { return lookup_bounds(o); },
                 [&](const IntegerMaxPool&) { return x; },
                 [&](const IntegerSumPool& o) { return sum_bounds(o.window, x); },
                 [&](const IntegerAdd& o) { return add_bounds(o, inputs); },
                 [&](const IntegerMultiply&) { return product_bounds(x, inputs[1]); },
                 [&](const IntegerConcat&) { return hull(inputs); },
                 [&](const IntegerPad&) {
                   return hull({x, {0, 0}});
                 },
                 [&](const IntegerReshape&) { return x; }},
      op);
}

std::vector<Interval> value_bounds(const IntegerGraph& graph) {
  std::vector<Interval> bounds(graph.values.size());
  for (const ValueId input : graph.inputs) {
    const IntegerFormat& format = graph.value(input).format;
    bounds[static_cast<std::size_t>(input)] = {format.min(), format.max()};
  }
  for (const IntegerNode& node : graph.nodes) {
    std::vector<Interval> inputs;
    for (const ValueId input : node.inputs)
      inputs.push_back(bounds[static_cast<std::size_t>(input)]);
    bounds[static_cast<std::size_t>(node.output)] = op_bounds(node.op, inputs);
  }
  return bounds;
}

bool rescale_fits(const IntegerRescale& op, const Interval& x) {
  const std::size_t channels = std::max(op.multiplier.size(), op.offset.size());
  for (std::size_t c = 0; c < channels; ++c) {
    const auto channel = static_cast<std::int64_t>(c);
    const Wide offset = entry(op.offset, channel);
    const WideInterval product = scaled(entry(op.multiplier, channel), x);
    for (const Wide end : {product.low, product.high}) {
      if (end > kLimit || end < -kLimit || end + offset > kLimit || end + offset < -kLimit)
        return false;
    }
  }
  return true;
}

}  // namespace sluice
