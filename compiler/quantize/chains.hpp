// Which nodes share one rescale.
#pragma once

#include "compiler/quantize/plan.hpp"

namespace sluice {

// Fills chains, chain_of and outputs.
void plan_chains(const TensorGraph& graph, Plan& plan);

}  // namespace sluice
