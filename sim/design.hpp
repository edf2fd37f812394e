// A design folder as simulation uses it: the compiler's graphs, the Verilog files, the names at the
// edge.
#pragma once

#include <string>
#include <vector>

#include "compiler/design.hpp"
#include "sim/verilator/build.hpp"
#include "sim/verilator/harness.hpp"

namespace sluice {

struct SimulatedDesign {
  LoadedDesign loaded;
  Netlist netlist;  // which the Verilog files should be a print of
  EdgeNames edges;
  std::vector<std::string> verilog;  // paths, sorted

  const Dataflow& dataflow() const { return loaded.scheduled.dataflow; }
  const IntegerGraph& graph() const { return loaded.graph; }
};

// Throws Error for a folder that is no design, is incomplete or does not fit together.
SimulatedDesign open_design(const std::string& folder);

// The RTL of the design, built when it has changed.
BuiltModel build_rtl(const SimulatedDesign& design, int jobs, bool progress);

}  // namespace sluice
