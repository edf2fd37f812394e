// The list of passes and its driver.
#include "compiler/tensor/passes.hpp"

#include <array>
#include <string>

#include "compiler/network/findings.hpp"

namespace sluice {
namespace {

constexpr std::array kPasses = {
    TensorPass{"drop identities", "modules that do nothing in inference, sums of one tensor",
               drop_identities},
    TensorPass{"split products", "a product of many becomes products of two", split_products},
    TensorPass{"clamp before max pool", "so that the clamp joins the op in front of the pool",
               clamp_before_max_pool},
    TensorPass{"fold scale and shift", "batch norm into the convolution, linear or scale before it",
               fold_scale_shifts},
    TensorPass{"merge padding", "zero padding into the window behind it", merge_padding},
    TensorPass{"drop unused", "nodes and values that no output needs", drop_unused},
};

}  // namespace

std::span<const TensorPass> tensor_passes() { return kPasses; }

TensorGraph optimize(const TensorGraph& graph) {
  TensorGraph result = graph;
  for (const TensorPass& pass : kPasses) {
    result = pass.run(result);
    check_no_findings(verify(result), std::string(pass.name) + ": ");
  }
  return result;
}

}  // namespace sluice
