// The integer reference: runs an IntegerGraph on the CPU, bit for bit as docs/numerics.md says.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiler/quantize/exact_matrix.hpp"
#include "compiler/quantize/integer_graph.hpp"

namespace sluice {

// Every value of one frame, by ValueId, in Torch's order.
struct IntegerRun {
  std::vector<Array<std::int64_t>> values;
  std::vector<std::int64_t> saturations;  // by node: results that its number format cut off
};

// The same of several frames: values[id] holds the frames one after the other.
struct IntegerBatch {
  std::int64_t count = 0;
  std::vector<std::vector<std::int64_t>> values;
  std::vector<std::int64_t> saturations;
};

// Prepared once, then safe to use from several threads at once. The graph must outlive it.
class IntegerInterpreter {
 public:
  explicit IntegerInterpreter(const IntegerGraph& graph);

  // `frames` are `count` frames of the input one after the other.
  IntegerBatch run(std::span<const std::int32_t> frames, std::int64_t count) const;
  IntegerRun run(const Array<std::int32_t>& frame) const;

 private:
  const IntegerGraph* graph_;
  std::vector<ExactMatrix> matrices_;   // of the nodes that have one
  std::vector<std::size_t> matrix_of_;  // by node
};

IntegerRun run(const IntegerGraph& graph, const Array<std::int32_t>& frame);

// Real input to the integers of the graph's input, saturated. Throws Error for a number that is not
// finite. Any shape; the result has the same.
Array<std::int32_t> quantize_input(const IntegerGraph& graph, const Array<float>& input);
// How many of them the format cuts off.
std::int64_t saturated_input(const IntegerGraph& graph, std::span<const float> input);

// One frame's integers of the graph's output `output` as real numbers, before the host's op.
std::vector<float> dequantize(const IntegerGraph& graph, const IntegerOutput& output,
                              std::span<const std::int64_t> frame);
// What the user sees: real numbers after the host's op.
std::vector<float> host_output(const IntegerGraph& graph, const IntegerOutput& output,
                               std::span<const std::int64_t> frame);

}  // namespace sluice
