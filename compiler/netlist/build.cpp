// The top: edges with AXI4-Stream ports, one instance a unit, three nets a stream.
#include "compiler/netlist/build.hpp"

#include <algorithm>

#include "compiler/netlist/modules.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

bool is_input(const Unit& unit) { return std::holds_alternative<InputUnit>(unit.kind); }
bool is_output(const Unit& unit) { return std::holds_alternative<OutputUnit>(unit.kind); }

void add_ports(Netlist& netlist, const Dataflow& dataflow, const Unit& unit) {
  if (!is_input(unit) && !is_output(unit)) return;
  const StreamId id = is_input(unit) ? unit.outputs[0] : unit.inputs[0];
  const Direction forth = is_input(unit) ? Direction::kInput : Direction::kOutput;
  const Direction back = is_input(unit) ? Direction::kOutput : Direction::kInput;
  const std::string prefix = axi_port(dataflow, unit);
  netlist.ports.push_back({forth, prefix + "_tvalid", 1});
  netlist.ports.push_back({back, prefix + "_tready", 1});
  netlist.ports.push_back(
      {forth, prefix + "_tdata", tdata_bits(dataflow.streams[static_cast<std::size_t>(id)])});
  netlist.ports.push_back({forth, prefix + "_tlast", 1});
}

std::vector<std::string> header(const ScheduledDataflow& scheduled) {
  const std::string& name = scheduled.dataflow.name;
  return {
      name + ": a network as a streaming core, made by Sluice.",
      "One frame in on every s_axis, its results out on every m_axis; frames follow each other",
      "every " + std::to_string(scheduled.interval_cycles) +
          " cycles, the first result is whole after " + std::to_string(scheduled.latency_cycles) +
          " cycles.",
      "aresetn is synchronous. tlast_error rises when an input frame's tlast is early or missing,",
      "and stays until reset. Memory images are read from mem/, relative to the tools' folder."};
}

}  // namespace

std::int64_t tdata_bits(const Stream& stream) {
  return std::int64_t{stream.lanes} * 8 * ((stream.format.bits + 7) / 8);
}

std::string axi_port(const Dataflow& dataflow, const Unit& unit) {
  if (is_input(unit)) return "s_axis";
  if (!is_output(unit)) return "";
  const auto outputs = std::count_if(dataflow.units.begin(), dataflow.units.end(), is_output);
  return outputs == 1 ? "m_axis" : "m_axis_" + unit.name;
}

Netlist build_netlist(const ScheduledDataflow& scheduled) {
  const Dataflow& dataflow = scheduled.dataflow;
  check(std::count_if(dataflow.units.begin(), dataflow.units.end(), is_input) == 1, "one input");
  Netlist netlist;
  netlist.name = dataflow.name;
  netlist.header = header(scheduled);
  netlist.ports = {{Direction::kInput, "aclk", 1}, {Direction::kInput, "aresetn", 1}};
  for (const Unit& unit : dataflow.units) add_ports(netlist, dataflow, unit);
  netlist.ports.push_back({Direction::kOutput, "tlast_error", 1});
  netlist.nets.push_back({"rst", 1, "!aresetn"});
  for (const Stream& stream : dataflow.streams) {
    netlist.nets.push_back({stream.name + "_valid", 1, ""});
    netlist.nets.push_back({stream.name + "_ready", 1, ""});
    netlist.nets.push_back(
        {stream.name + "_data", std::int64_t{stream.lanes} * stream.format.bits, ""});
  }
  for (const Unit& unit : dataflow.units) {
    netlist.instances.push_back(instantiate(dataflow, unit, axi_port(dataflow, unit), netlist));
  }
  return netlist;
}

}  // namespace sluice
