// Writes, for one group of cases, into the current folder: cases.v, a top module with every case
// side by side; ports.inc, where the bench finds each stream in the verilated top; and the memory
// images.
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>

#include "tests/rtl/bench/unit_case.hpp"

namespace sluice::rtl_test {
namespace {

void declare(std::ostream& out, const std::string& name, int bits, bool input) {
  const char* forth = input ? "  input  wire " : "  output wire ";
  const char* back = input ? "  output wire " : "  input  wire ";
  out << ",\n"
      << forth << name << "_valid,\n"
      << back << name << "_ready,\n"
      << forth << "[" << padded_bits(bits) - 1 << ":0] " << name << "_data";
}

// Streams of one packed port are joined, the last one first.
std::string joined(const std::vector<std::string>& names, const std::string& suffix) {
  std::string text;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (!text.empty()) text += ", ";
    text.append(*name).append(suffix);
  }
  return "{" + text + "}";
}

void connect(std::ostream& out, const std::vector<StreamPort>& ports, std::size_t unit,
             bool input) {
  std::map<std::string, std::vector<std::string>> names;
  for (std::size_t i = 0; i < ports.size(); ++i)
    names[ports[i].port].push_back(stream_name(unit, input, i));
  for (const auto& [port, streams] : names) {
    const auto& first = ports[0];
    const std::string letter = first.style == PortStyle::kAxis ? "t" : "";
    out << ",\n    ." << port << "_" << letter << "valid(" << joined(streams, "_valid")
        << "),\n    ." << port << "_" << letter << "ready(" << joined(streams, "_ready") << "),\n";
    if (first.style == PortStyle::kAxis) {
      out << "    ." << port << "_tdata(" << streams[0] << "_bits[" << first.bits - 2
          << ":0]),\n    ." << port << "_tlast(" << streams[0] << "_bits[" << first.bits - 1
          << "])";
    } else {
      out << "    ." << port << "_data(" << joined(streams, "_bits") << ")";
    }
  }
}

void wire_data(std::ostream& out, const std::string& name, int bits, bool input) {
  const int padding = padded_bits(bits) - bits;
  out << "  wire [" << bits - 1 << ":0] " << name << "_bits";
  if (input) {
    out << " = " << name << "_data[" << bits - 1 << ":0];\n";
    if (padding > 0)
      out << "  wire unused_" << name << " = &{1'b0, " << name << "_data[" << bits + padding - 1
          << ":" << bits << "]};\n";
    return;
  }
  out << ";\n  assign " << name << "_data = ";
  if (padding > 0)
    out << "{{" << padding << "{1'b0}}, " << name << "_bits};\n";
  else
    out << name << "_bits;\n";
}

void instantiate(std::ostream& out, const UnitCase& unit, std::size_t index) {
  for (std::size_t i = 0; i < unit.inputs.size(); ++i)
    wire_data(out, stream_name(index, true, i), unit.inputs[i].bits, true);
  for (std::size_t i = 0; i < unit.outputs.size(); ++i)
    wire_data(out, stream_name(index, false, i), unit.outputs[i].bits, false);
  out << "  " << unit.module << " #(";
  const char* separator = "\n    .";
  for (const auto& [name, value] : unit.parameters) {
    out << separator << name << "(" << value << ")";
    separator = ",\n    .";
  }
  out << "\n  ) u" << index << "_unit (\n    .clk(clk),\n    .rst(rst)";
  connect(out, unit.inputs, index, true);
  connect(out, unit.outputs, index, false);
  if (unit.has_tlast_error) out << ",\n    .tlast_error(u" << index << "_tlast_error)";
  out << "\n  );\n\n";
}

void write_top(const std::vector<UnitCase>& units) {
  std::ofstream out("cases.v");
  out << "// Every case of a group of unit tests, side by side.\n`default_nettype none\n\nmodule "
         "cases (\n"
      << "  input  wire clk,\n  input  wire rst";
  for (std::size_t u = 0; u < units.size(); ++u) {
    for (std::size_t i = 0; i < units[u].inputs.size(); ++i)
      declare(out, stream_name(u, true, i), units[u].inputs[i].bits, true);
    for (std::size_t i = 0; i < units[u].outputs.size(); ++i)
      declare(out, stream_name(u, false, i), units[u].outputs[i].bits, false);
    if (units[u].has_tlast_error) out << ",\n  output wire u" << u << "_tlast_error";
  }
  out << "\n);\n";
  for (std::size_t u = 0; u < units.size(); ++u) instantiate(out, units[u], u);
  out << "endmodule\n\n`default_nettype wire\n";
}

void write_ports(const std::vector<UnitCase>& units) {
  std::ofstream out("ports.inc");
  for (std::size_t u = 0; u < units.size(); ++u) {
    out << "{\n  Pins pins;\n";
    for (std::size_t i = 0; i < units[u].inputs.size() + units[u].outputs.size(); ++i) {
      const bool input = i < units[u].inputs.size();
      const auto name = stream_name(u, input, input ? i : i - units[u].inputs.size());
      out << "  pins." << (input ? "inputs" : "outputs") << ".push_back({&top." << name
          << "_valid, &top." << name << "_ready, top." << name << "_data.m_storage});\n";
    }
    if (units[u].has_tlast_error) out << "  pins.tlast_error = &top.u" << u << "_tlast_error;\n";
    out << "  all.push_back(pins);\n}\n";
  }
}

void write_image(const Image& image) {
  std::ofstream out(image.file);
  for (const Beat& word : image.words) {
    std::string digits;
    for (int at = 0; at < image.word_bits; at += 4) {
      const std::uint32_t nibble = (word[static_cast<std::size_t>(at / 32)] >> (at % 32)) & 15;
      digits.insert(digits.begin(), "0123456789abcdef"[nibble]);
    }
    out << digits << "\n";
  }
}

}  // namespace
}  // namespace sluice::rtl_test

int main(int argc, char** argv) {
  using namespace sluice::rtl_test;
  if (argc != 2) {
    std::cerr << "usage: rtl_test_wrapper GROUP\n";
    return 2;
  }
  const auto units = cases_of(argv[1]);
  write_top(units);
  write_ports(units);
  for (const auto& unit : units)
    for (const auto& image : unit.images) write_image(image);
}
