// The bits that a user has set layer by layer, checked against the network.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/quantize/quantize.hpp"

namespace sluice {

class LayerBitsTable {
 public:
  // Throws Error for bits outside of 2..16, for a layer that does not exist, and for bits that the
  // layer has no use for.
  LayerBitsTable(const TensorGraph& graph, const QuantizeOptions& options);

  // What is set for any of the layers. Throws Error where two of them disagree.
  // For a tensor that is nothing but an output, `bits` of a layer with weights means the weights
  // alone.
  std::optional<int> activation(const std::vector<std::string>& layers, bool only_output) const;
  std::optional<int> weight(const std::vector<std::string>& layers) const;

 private:
  const TensorGraph& graph_;
  const QuantizeOptions& options_;
};

}  // namespace sluice
