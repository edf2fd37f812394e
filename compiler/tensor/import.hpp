// From Torch's modules to a TensorGraph: fields read, shapes inferred, what is not understood
// refused.
#pragma once

#include <span>

#include "compiler/network/network.hpp"
#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// One node a module. Throws Error with the script's line for an unknown module, an unsupported or
// unknown field, and a shape that does not fit.
TensorGraph import_network(const Network& network);

// A module that import_network understands.
struct SupportedModule {
  const char* name;    // without "nn."
  const char* remark;  // what is special about it here
};
std::span<const SupportedModule> supported_modules();

}  // namespace sluice
