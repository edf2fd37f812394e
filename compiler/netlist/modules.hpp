// The table of RTL modules: what each kind of unit is called, and its parameters and ports.
#pragma once

#include "compiler/dataflow/dataflow.hpp"
#include "compiler/netlist/netlist.hpp"

namespace sluice {

// The unit as an instance; its memory images are added to `netlist`. `prefix` names its AXI4-Stream
// port where the unit is an edge ("s_axis", "m_axis_logits").
Instance instantiate(const Dataflow& dataflow, const Unit& unit, const std::string& prefix,
                     Netlist& netlist);

}  // namespace sluice
