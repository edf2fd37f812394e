// From a scheduled dataflow to a netlist.
#pragma once

#include "compiler/netlist/netlist.hpp"
#include "compiler/schedule/schedule.hpp"

namespace sluice {

Netlist build_netlist(const ScheduledDataflow& scheduled);

// What the AXI4-Stream port of an edge unit is called: "s_axis", "m_axis" or, where there are
// several outputs, "m_axis_NAME".
std::string axi_port(const Dataflow& dataflow, const Unit& unit);

// Bits of tdata: every element takes whole bytes.
std::int64_t tdata_bits(const Stream& stream);

}  // namespace sluice
