// Prints a netlist as Verilog-2005 and picks the library modules that it uses.
#pragma once

#include <string>
#include <vector>

#include "compiler/netlist/netlist.hpp"

namespace sluice {

struct VerilogFile {
  std::string name;  // "lenet.v"
  std::string text;
};

// The top and every library module below it, renamed with the design's prefix; the top first, the
// rest by name.
std::vector<VerilogFile> print_verilog(const Netlist& netlist);

}  // namespace sluice
