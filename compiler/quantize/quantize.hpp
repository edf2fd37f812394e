// From float to integers: formats and scales from calibration data, then exact integer arithmetic.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "compiler/quantize/integer_graph.hpp"
#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// How a range of real numbers is chosen from what calibration saw.
enum class RangeMethod {
  kMinMax,        // all of it
  kPercentile,    // all but the largest few
  kLeastSquares,  // the one with the least squared error
};

// What a user sets for one layer; what is not set comes from the network's options. `bits` stands
// for weights and activations.
struct LayerBits {
  std::optional<int> bits, weight_bits, activation_bits;
};

struct QuantizeOptions {
  int bits = 8;
  std::optional<int> weight_bits, activation_bits;  // `bits` where not set
  std::optional<int> input_bits;                    // activation bits where not set
  std::optional<int> output_bits;                   // 16 where not set
  RangeMethod ranges = RangeMethod::kLeastSquares;
  double percentile = 99.99;
  bool power_of_two = false;                // rescale by shifts alone
  std::map<std::string, LayerBits> layers;  // by the layer's, or the input's, name
};

// `calibration` holds frames of the graph's input, {N, ...}. Throws Error for bits outside
// of 2..16, a layer that does not exist or does not have what is set, calibration data that is
// empty, not finite or of another shape, and for graphs that hardware cannot stream.
IntegerGraph quantize(const TensorGraph& graph, const Array<float>& calibration,
                      const QuantizeOptions& options);

}  // namespace sluice
