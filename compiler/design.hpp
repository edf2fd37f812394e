// A compiled design as a value, and as a folder.
#pragma once

#include <optional>
#include <string>

#include "compiler/netlist/netlist.hpp"
#include "compiler/network/network.hpp"
#include "compiler/quantize/integer_graph.hpp"
#include "compiler/schedule/schedule.hpp"

namespace sluice {

struct Design {
  Network network;
  IntegerGraph graph;  // joins are binary; streams refer to its values
  ScheduledDataflow scheduled;
  Netlist netlist;
  std::string manifest;  // JSON
  std::string report;    // for people
};

// The folder of docs/architecture.md, whole or not at all. One that holds this very design already
// is left as it is, with what simulation has built and verified in it. Throws Error when `path`
// cannot be written or holds something that is no design; see `refuse_target` to ask before the
// work is done.
void write_design(const Design& design, const std::string& path);

// Throws the Error that write_design() would throw for `path`.
void refuse_target(const std::string& path);

// What simulation needs, read back.
struct LoadedDesign {
  std::string folder;
  std::string name;  // of the top module
  Network network;
  IntegerGraph graph;
  ScheduledDataflow scheduled;  // without the argument of its liveness
};

// Throws Error for a folder that is no design or is damaged.
LoadedDesign load_design(const std::string& path);

}  // namespace sluice
