// The network in floating point: every module understood, every shape known. Torch's meaning,
// exactly.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "compiler/tensor/window.hpp"
#include "runtime/array/array.hpp"
#include "runtime/base/error.hpp"

namespace sluice {

using TensorId = int;  // an index into TensorGraph::values

// One edge; shape is Torch's without the batch: {N}, {A,B} or {C,H,W}.
struct TensorValue {
  std::string name;
  Shape shape;
};

// y[o,y,x] = bias[o] + sum over i,ky,kx of weight[o,i,ky,kx] * x[i,...]; zeros around.
struct Convolution {
  Array<float> weight;      // {O,I,kh,kw}
  std::vector<float> bias;  // O entries
  WindowGeometry window;
};

// y[o] = bias[o] + sum over i of weight[o,i] * x[i].
struct Linear {
  Array<float> weight;      // {O,I}
  std::vector<float> bias;  // O entries
};

// y = x * scale[c] + shift[c], c along the first dimension; or one entry each for all.
struct ScaleShift {
  std::vector<float> scale, shift;
};

// y = min(max(x, low), high); either may be infinite.
struct Clamp {
  double low = 0, high = 0;
};

enum class ActivationKind {
  kLeaky,      // x > 0 ? x : a * x
  kThreshold,  // x > a ? x : b
  kTanh,
  kSigmoid,
};

struct Activation {
  ActivationKind kind = ActivationKind::kTanh;
  double a = 0, b = 0;
};

// Largest element of each window; padding never wins.
struct MaxPool {
  WindowGeometry window;
};

// Sum of each window, zeros around, divided by `divisor`: one entry, or one for each window of a
// channel, row by row.
struct AveragePool {
  WindowGeometry window;
  std::vector<double> divisor{1};
};

// Zeros around {C,H,W}; negative crops.
struct Pad {
  Padding padding;
};

// Of all inputs, element by element.
struct Add {};
struct Multiply {};

// Joined along dimension `axis`, 0 the first.
struct Concat {
  int axis = 0;
};

// The same elements in the same (Torch's) order under the output's shape.
struct Reshape {};

// The input itself.
struct Identity {};

// Over the first dimension.
struct SoftMax {};
struct LogSoftMax {};

using TensorOp =
    std::variant<Convolution, Linear, ScaleShift, Clamp, Activation, MaxPool, AveragePool, Pad, Add,
                 Multiply, Concat, Reshape, Identity, SoftMax, LogSoftMax>;

// `layers` are the network's own layers that this node stands for, the first of them the one that
// began it: passes join nodes and their layers with them.
struct TensorNode {
  std::string name;
  TensorOp op;
  std::vector<TensorId> inputs;
  TensorId output = -1;
  ScriptLocation location;
  std::vector<std::string> layers;
};

// An output keeps its name whatever passes do to the value behind it.
struct TensorOutput {
  std::string name;
  TensorId value = -1;
};

// Nodes stand in topological order; each value is made by one node or is an input, or, between
// passes, dead.
struct TensorGraph {
  std::string name;
  std::vector<TensorValue> values;
  std::vector<TensorNode> nodes;
  std::vector<TensorId> inputs;
  std::vector<TensorOutput> outputs;

  const Shape& shape(TensorId id) const { return values[static_cast<std::size_t>(id)].shape; }
};

// How many nodes and outputs use each value.
std::vector<int> use_counts(const TensorGraph& graph);
// The node that makes each value, -1 for inputs.
std::vector<int> producers(const TensorGraph& graph);
// What the op is called in messages and reports.
const char* op_name(const TensorOp& op);
// The output's shape as the op defines it; empty where the op allows any (Reshape) or the inputs do
// not fit.
Shape inferred_shape(const TensorOp& op, const std::vector<Shape>& inputs);

// "{1,28,28}".
std::string shape_text(const Shape& shape);

// Everything that is wrong with the graph; empty for a sound one.
std::vector<std::string> verify(const TensorGraph& graph);

}  // namespace sluice
