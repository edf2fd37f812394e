// Networks quantised with smooth frames, and what tests look up in the result.
#pragma once

#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "compiler/quantize/quantize.hpp"
#include "compiler/tensor/passes.hpp"
#include "tests/compiler/tensor/build_network.hpp"

namespace sluice::testing {

// Frames of a smooth wave from `low` to `high`.
inline Array<float> wave(Shape frame, float low, float high, std::int64_t count = 16) {
  frame.insert(frame.begin(), count);
  Array<float> values(frame);
  for (std::int64_t i = 0; i < values.size(); ++i) {
    const double place = 0.5 + 0.5 * std::sin(static_cast<double>(i) * 1.7);
    values[i] = low + (high - low) * static_cast<float>(place);
  }
  values[0] = low;
  values[1] = high;
  return values;
}

inline IntegerGraph quantized(const BuildNetwork& network, const Array<float>& frames,
                              const QuantizeOptions& options = {}) {
  return quantize(optimize(network.graph()), frames, options);
}

inline std::vector<std::string> ops(const IntegerGraph& graph) {
  std::vector<std::string> names;
  for (const IntegerNode& node : graph.nodes) names.push_back(op_name(node.op));
  return names;
}

inline const IntegerValue& value(const IntegerGraph& graph, const std::string& name) {
  for (const IntegerValue& each : graph.values) {
    if (each.name == name) return each;
  }
  FAIL("no value " << name);
  return graph.values[0];
}

inline const IntegerValue& output(const IntegerGraph& graph, std::size_t i = 0) {
  return graph.value(graph.outputs[i].value);
}

using Names = std::vector<std::string>;

}  // namespace sluice::testing
