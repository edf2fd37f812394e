// manifest.json: what others need to know of a design.
#pragma once

#include <string>

#include "compiler/netlist/netlist.hpp"
#include "compiler/schedule/schedule.hpp"

namespace sluice {

std::string manifest_json(const IntegerGraph& graph, const ScheduledDataflow& scheduled,
                          const Netlist& netlist);

}  // namespace sluice
