// What becomes of each tensor before any number is computed: which ops share one rescale, which
// tensors share one format, and how many bits each has.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "compiler/quantize/quantize.hpp"
#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// How an op is carried out in integers.
enum class Execution {
  kExact,     // exact integers of their own width, then a rescale
  kFused,     // part of a rescale: scale and shift, clamp
  kLookup,    // a table
  kSameData,  // moves or selects elements: input and output share a format
  kHost,      // after the hardware
};
Execution execution_of(const TensorOp& op);

// An exact op and the nodes fused into the rescale behind it, or fused nodes alone.
struct Chain {
  std::vector<int> nodes;                      // in order
  bool has_exact = false;                      // the first is an exact op
  std::vector<double> scale{1.0}, shift{0.0};  // of the fused ScaleShifts together
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool clamps = false;
  TensorId value = -1;  // what it makes
};

// An output, with the softmax at its end taken off.
struct PlannedOutput {
  std::string name;
  TensorId value = -1;
  HostOp host_op = HostOp::kNone;
};

// Tensors that share one format and scale.
struct FormatGroup {
  std::vector<TensorId> members;
  std::vector<TensorId> sources;  // made by the input, a rescale or a look-up
  std::vector<TensorId> leaves;   // used by something that computes, or outputs
  IntegerFormat format;
  int grid = -1;  // groups that meet in additions share a grid of scales
};

struct Plan {
  std::vector<Chain> chains;
  std::vector<int> chain_of;  // by node, -1 for none
  std::vector<PlannedOutput> outputs;
  std::vector<FormatGroup> groups;
  std::vector<int> group_of;          // by TensorId, -1 for one that is inside a chain
  std::vector<bool> has_output_copy;  // by TensorId: rescaled a second time, for an output
  std::vector<int> weight_bits;       // by node, 0 for one without weights
  int output_bits = 16;
};

// `input_is_negative`: calibration saw negative input. Throws Error for options that do not fit the
// graph.
Plan make_plan(const TensorGraph& graph, const QuantizeOptions& options, bool input_is_negative);

}  // namespace sluice
