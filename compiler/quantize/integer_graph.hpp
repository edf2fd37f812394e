// The quantised network: every edge is an integer tensor with a known format and scale, every op is
// exact integer arithmetic (docs/numerics.md). This is the graph that the hardware computes.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "compiler/quantize/element_order.hpp"
#include "compiler/tensor/window.hpp"
#include "runtime/array/array.hpp"
#include "runtime/base/error.hpp"
#include "runtime/integer/format.hpp"

namespace sluice {

using ValueId = int;

// One edge. `shape` is Torch's, without the batch: {N}, {C,T} or {C,H,W}. `order` is the order in
// which its elements are streamed; an image {C,H,W} is one part, itself. A reshape changes `shape`;
// its elements leave in the same sequence. real value = scale * q; `scale` holds one entry, or one
// for each index of the first dimension of `shape`, or one for each element. The zero point is
// written down for other tools and is always 0.
struct IntegerValue {
  std::string name;
  Shape shape;
  ElementOrder order;
  IntegerFormat format;
  std::vector<double> scale;
  std::int64_t zero_point = 0;
};

// y[o,y,x] = sum over i,ky,kx of w[o,i,ky,kx] * x[i,...]; no bias (it is in the Rescale that
// follows), no rounding: the output format is wide enough for every partial sum. weight:
// {O,I,kh,kw}.
struct IntegerConvolution {
  Array<std::int32_t> weight;
  int weight_bits = 8;
  WindowGeometry window;
};

// y[o] = sum over i of w[o,i] * x[i], o and i in Torch's order, whatever the orders of the streams.
// weight: {O,I}.
struct IntegerLinear {
  Array<std::int32_t> weight;
  int weight_bits = 8;
};

// y = clamp((x * multiplier[c] + offset[c]) >> shift, low, high), >> flooring; offset holds bias
// and the rounding half. multiplier and offset: one entry, or one for each c of {C,H,W} or of {C},
// or one for each element, in Torch's order.
// power_of_two: every multiplier is a power of two and the hardware shifts instead of multiplying.
struct IntegerRescale {
  std::vector<std::int64_t> multiplier;
  std::vector<std::int64_t> offset;
  int shift = 0;
  std::int64_t low = 0, high = 0;
  bool power_of_two = false;
  // Results cut off at this end are what the network asks for (a ReLU's zero), not saturations.
  bool low_is_wanted = false, high_is_wanted = false;
};

// A table's input has at most so many bits.
constexpr int kMaxLookupBits = 12;

// y = table[x - min of the input's format].
struct IntegerLookup {
  std::vector<std::int32_t> table;
  // Places in the table, ascending, whose entry the output's format cut off.
  std::vector<std::int32_t> cut_off;
};

// Maximum over each window; padding never wins.
struct IntegerMaxPool {
  WindowGeometry window;
};

// Sum over each window, zero padding counted as zeros; the division is in the Rescale that follows.
struct IntegerSumPool {
  WindowGeometry window;
};

// y = sum over inputs i of multiplier[i] * x_i, exact.
struct IntegerAdd {
  std::vector<std::int64_t> multiplier;
};

// y = x_0 * x_1, exact.
struct IntegerMultiply {};

// Joined along dimension `axis` of `shape`, 0 the first; all inputs share format and scale. Their
// streams take turns (join_order.hpp).
struct IntegerConcat {
  int axis = 0;
};

// Zeros around, or rows and columns cut off.
struct IntegerPad {
  Padding padding;
};

// The same stream under another shape.
struct IntegerReshape {};

using IntegerOp = std::variant<IntegerConvolution, IntegerLinear, IntegerRescale, IntegerLookup,
                               IntegerMaxPool, IntegerSumPool, IntegerAdd, IntegerMultiply,
                               IntegerConcat, IntegerPad, IntegerReshape>;

// "convolution", "rescale", ...: as files and messages say it.
const char* op_name(const IntegerOp& op);

// Whether entry() finds a multiplier and an offset for every element of the period.
inline bool shares_one_period(const IntegerRescale& op) {
  return !op.multiplier.empty() && !op.offset.empty() &&
         (op.multiplier.size() == 1 || op.offset.size() == 1 ||
          op.multiplier.size() == op.offset.size());
}

// Entry i of constants that have one entry for all or one each.
template <typename T>
T entry(const std::vector<T>& entries, std::int64_t i) {
  return entries[entries.size() == 1 ? 0 : static_cast<std::size_t>(i)];
}

// Entry of element i of `count`, for constants that are shared by all, or by as many neighbours
// each.
template <typename T>
T shared_entry(const std::vector<T>& entries, std::size_t i, std::size_t count) {
  return entries[i * entries.size() / count];
}

// `layer` is the network's own layer that this op came from.
struct IntegerNode {
  std::string name;
  std::string layer;
  IntegerOp op;
  std::vector<ValueId> inputs;
  ValueId output = -1;
  ScriptLocation location;
};

// What the host applies to the hardware's integers, after scaling them to real numbers.
enum class HostOp { kNone, kSoftMax, kLogSoftMax };

// "none", "SoftMax", ...: as files and messages say it.
const char* host_op_name(HostOp op);

struct IntegerOutput {
  std::string name;
  ValueId value = -1;
  HostOp host_op = HostOp::kNone;
};

// Nodes stand in topological order. One input value for now; several outputs.
struct IntegerGraph {
  std::string name;
  std::vector<IntegerValue> values;
  std::vector<IntegerNode> nodes;
  std::vector<ValueId> inputs;
  std::vector<IntegerOutput> outputs;

  const IntegerValue& value(ValueId id) const { return values[static_cast<std::size_t>(id)]; }
};

// The node that makes each value, -1 for inputs.
std::vector<int> producers(const IntegerGraph& graph);

// All broken invariants, one sentence each; empty for a sound graph.
std::vector<std::string> verify(const IntegerGraph& graph);

}  // namespace sluice
