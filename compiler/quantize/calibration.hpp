// What the float network does on calibration frames: the numbers that ranges are chosen from.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// The numbers seen on one or more tensors: their ends, and a fixed choice of at most a few ten
// thousand.
struct Samples {
  float min = 0, max = 0;
  std::vector<float> values;

  bool empty() const { return values.empty(); }
  void add(const Samples& other);
  // The same with every number moved into low..high.
  Samples clipped(float low, float high) const;
};

// Runs the frames; the result is by TensorId. Throws Error for frames that are none, of another
// shape or not finite.
std::vector<Samples> calibrate(const TensorGraph& graph, const Array<float>& frames);

}  // namespace sluice
