// Builds a design's Verilog into a shared library with Verilator, once per content.
#pragma once

#include <string>
#include <vector>

#include "sim/verilator/glue.hpp"

namespace sluice {

struct BuiltModel {
  std::string library;       // path of the shared library
  double build_seconds = 0;  // 0 when it was there already
};

// Builds `sources` (Verilog files) with `observed` in sight. The result and the log lie in
// `build_folder` under a name that is a hash of all that it was made from, so that an unchanged
// design is never built twice; nothing half-built is left there. `progress`: on stderr, where there
// is something to do. Throws Error for a tool that is missing or fails.
BuiltModel build_model(const ObservedNets& observed, const std::vector<std::string>& sources,
                       const std::string& build_folder, int jobs, bool progress);

// The version of Verilator that Sluice was built with, the only one that build_model() takes, as a
// part of what `verilator --version` prints.
std::string verilator_version();

// Where Verilator's compiled run-time and model_abi.h are: beside this program, or where Sluice was
// built.
std::string verilated_folder();

}  // namespace sluice
