// Whether manifest.json says of a design what follows from its graph and its dataflow.
#pragma once

#include "compiler/design.hpp"
#include "compiler/netlist/netlist.hpp"

namespace sluice {

// Other programs read the manifest and believe it. Throws Error that names the first field that is
// not as compile() would write it; `netlist` is that of the design's dataflow.
void check_manifest(const LoadedDesign& design, const Netlist& netlist);

}  // namespace sluice
