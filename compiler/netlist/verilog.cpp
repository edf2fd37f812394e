// A plain printer: what the netlist says, in its order.
#include "compiler/netlist/verilog.hpp"

#include <set>

#include "compiler/dataflow/names.hpp"
#include "compiler/netlist/rtl_library.hpp"

namespace sluice {
namespace {

std::string range(std::int64_t width) {
  return width == 1 ? "" : "[" + std::to_string(width - 1) + ":0] ";
}

std::string port_line(const TopPort& port) {
  return std::string(port.direction == Direction::kInput ? "  input  wire " : "  output wire ") +
         range(port.width) + port.name;
}

std::string net_line(const Net& net) {
  return "  wire " + range(net.width) + net.name + (net.value.empty() ? "" : " = " + net.value) +
         ";\n";
}

std::string packed(const std::vector<std::string>& nets) {
  if (nets.size() == 1) return nets[0];
  std::string text;
  for (const std::string& net : nets) text = net + (text.empty() ? "" : ", ") + text;
  return "{" + text + "}";
}

std::string instance_text(const Netlist& netlist, const Instance& instance) {
  std::string text = "\n  // " + instance.comment + "\n";
  text += "  " + part_name(netlist.name, instance.module) + " #(\n";
  for (std::size_t i = 0; i < instance.parameters.size(); ++i) {
    const Parameter& parameter = instance.parameters[i];
    text += "    ." + parameter.name + "(" + parameter.value + ")";
    text += i + 1 < instance.parameters.size() ? ",\n" : "\n";
  }
  text += "  ) " + instance.name + " (\n";
  for (std::size_t i = 0; i < instance.connections.size(); ++i) {
    const Connection& connection = instance.connections[i];
    text += "    ." + connection.port + "(" + packed(connection.nets) + ")";
    text += i + 1 < instance.connections.size() ? ",\n" : "\n";
  }
  return text + "  );\n";
}

std::string print_top(const Netlist& netlist) {
  std::string text;
  for (const std::string& line : netlist.header) text += "// " + line + "\n";
  text += "`default_nettype none\n\nmodule " + netlist.name + " (\n";
  for (std::size_t i = 0; i < netlist.ports.size(); ++i) {
    text += port_line(netlist.ports[i]) + (i + 1 < netlist.ports.size() ? ",\n" : "\n");
  }
  text += ");\n";
  for (const Net& net : netlist.nets) text += net_line(net);
  for (const Instance& instance : netlist.instances) text += instance_text(netlist, instance);
  return text + "endmodule\n\n`default_nettype wire\n";
}

}  // namespace

std::vector<VerilogFile> print_verilog(const Netlist& netlist) {
  std::set<std::string> used;
  for (const Instance& instance : netlist.instances) used.insert(instance.module);
  std::vector<VerilogFile> files = {{netlist.name + ".v", print_top(netlist)}};
  for (const std::string& name : with_submodules(used)) {
    files.push_back({part_name(netlist.name, name) + ".v",
                     prefixed(rtl_module(name).text, part_name(netlist.name, ""))});
  }
  return files;
}

}  // namespace sluice
