// Writes, for one group of cases, into the current folder: vectors.mem, what goes into the top and
// what must come out in every cycle under random stalls, from the timing rules and the reference
// alone; and vectors_bench.v, which applies and compares them in any Verilog simulator, on the RTL
// or on a netlist made from it. usage: rtl_test_vectors GROUP CYCLES
#include <fstream>
#include <iostream>
#include <list>

#include "tests/rtl/bench/lane.hpp"

namespace sluice::rtl_test {
namespace {

// A vector of ports, hexadecimal, the first port in the high digits. Single bits take a digit of
// their own.
class PortVector {
 public:
  // declares NAME as part of the vector that the bench calls `vector`
  void add(const std::string& name, int bits) {
    ports_.push_back({name, bits});
    digits_ += bits == 1 ? 1 : bits / 4;
  }
  int bits() const { return 4 * digits_; }

  void declare(std::ostream& out, const std::string& vector, bool driven) const {
    int top = bits();
    for (const auto& [name, width] : ports_) {
      const int slot = width == 1 ? 4 : width;
      top -= slot;
      out << "  wire [" << width - 1 << ":0] " << name;
      const std::string slice =
          vector + "[" + std::to_string(top + width - 1) + ":" + std::to_string(top) + "]";
      if (driven) {
        out << " = " << slice << ";\n";
      } else {
        out << ";\n  assign " << slice << " = " << name << ";\n";
        if (width == 1)
          out << "  assign " << vector << "[" << top + 3 << ":" << top + 1 << "] = 3'd0;\n";
      }
    }
  }
  void connect(std::ostream& out) const {
    for (const auto& [name, width] : ports_) out << ",\n    ." << name << "(" << name << ")";
  }

 private:
  std::vector<std::pair<std::string, int>> ports_;
  int digits_ = 0;
};

std::string hex_digits(const std::uint32_t* words, int bits) {
  std::string digits;
  for (int at = bits - 4; at >= 0; at -= 4)
    digits += "0123456789abcdef"[(words[at / 32] >> (at % 32)) & 15];
  return digits;
}

// The pins of a case without any simulator behind them.
struct Buffers {
  std::vector<std::uint8_t> flags;
  std::vector<std::vector<std::uint32_t>> data;
  Pins pins;

  explicit Buffers(const UnitCase& unit) {
    const std::size_t streams = unit.inputs.size() + unit.outputs.size();
    flags.resize(2 * streams);
    for (std::size_t i = 0; i < streams; ++i) {
      const bool input = i < unit.inputs.size();
      const auto& port = input ? unit.inputs[i] : unit.outputs[i - unit.inputs.size()];
      data.emplace_back(static_cast<std::size_t>(padded_bits(port.bits) / 32));
      (input ? pins.inputs : pins.outputs)
          .push_back({&flags[2 * i], &flags[2 * i + 1], data[i].data()});
    }
  }
};

class Recorder {
 public:
  explicit Recorder(const std::string& group) : units_(cases_of(group)) {
    for (std::size_t u = 0; u < units_.size(); ++u) {
      buffers_.emplace_back(units_[u]);
      lanes_.emplace_back(units_[u], units_[u].module, buffers_.back().pins, "random",
                          static_cast<std::uint32_t>(100 + u));
    }
  }

  void write_vectors(int cycles) {
    std::ofstream out("vectors.mem");
    for (int cycle = 0; cycle < 3; ++cycle) {
      for (auto& lane : lanes_) lane.drive_reset();
      out << '1' << line(false) << "\n";
    }
    for (auto& lane : lanes_) lane.restart();
    for (int cycle = 0; cycle < cycles; ++cycle) {
      for (auto& lane : lanes_) lane.drive();
      out << '0' << line(true) << "\n";
      for (auto& lane : lanes_) lane.clock();
    }
  }

  void write_bench(int cycles) const {
    PortVector inputs, outputs;
    inputs.add("rst", 1);
    for (std::size_t u = 0; u < units_.size(); ++u) add_ports(u, inputs, outputs);
    std::ofstream out("vectors_bench.v");
    const int lines = cycles + 3;
    out << "// Applies vectors.mem to the top `cases` and compares.\nmodule vectors_bench;\n"
        << "  reg clk = 0;\n  integer cycle, compared, failures;\n"
        << "  reg [" << inputs.bits() + 2 * outputs.bits() - 1 << ":0] vectors [0:" << lines - 1
        << "];\n"
        << "  reg [" << inputs.bits() - 1 << ":0] in_vector;\n"
        << "  reg [" << outputs.bits() - 1 << ":0] expected, mask;\n"
        << "  wire [" << outputs.bits() - 1 << ":0] found;\n";
    inputs.declare(out, "in_vector", true);
    outputs.declare(out, "found", false);
    out << "  cases cases (\n    .clk(clk)";
    inputs.connect(out);
    outputs.connect(out);
    out << "\n  );\n"
        << "  initial begin\n    $readmemh(\"vectors.mem\", vectors);\n    failures = 0;\n    "
           "compared = 0;\n"
        << "    for (cycle = 0; cycle < " << lines << "; cycle = cycle + 1) begin\n"
        << "      {in_vector, expected, mask} = vectors[cycle];\n      #4;\n"
        << "      if ((found & mask) !== expected) begin\n"
        << "        failures = failures + 1;\n"
        << "        if (failures < 4)\n"
        << "          $display(\"cycle %0d: %h\", cycle - 3, (found & mask) ^ expected);\n"
        << "      end\n      if (mask != 0) compared = compared + 1;\n"
        << "      #1 clk = 1;\n      #5 clk = 0;\n    end\n"
        << "    if (failures == 0 && compared == " << cycles
        << ") $display(\"PASSED %0d cycles\", compared);\n"
        << "    else $display(\"FAILED in %0d of %0d cycles\", failures, compared);\n    "
           "$finish;\n  end\n"
        << "endmodule\n";
  }

 private:
  std::vector<UnitCase> units_;
  std::list<Buffers> buffers_;
  std::list<Lane> lanes_;

  void add_ports(std::size_t u, PortVector& inputs, PortVector& outputs) const {
    for (std::size_t i = 0; i < units_[u].inputs.size(); ++i) {
      const auto name = stream_name(u, true, i);
      inputs.add(name + "_valid", 1);
      inputs.add(name + "_data", padded_bits(units_[u].inputs[i].bits));
      outputs.add(name + "_ready", 1);
    }
    for (std::size_t i = 0; i < units_[u].outputs.size(); ++i) {
      const auto name = stream_name(u, false, i);
      inputs.add(name + "_ready", 1);
      outputs.add(name + "_valid", 1);
      outputs.add(name + "_data", padded_bits(units_[u].outputs[i].bits));
    }
  }

  // inputs, expected outputs, mask of the outputs that count
  std::string line(bool compare) const {
    std::string in, expected, mask;
    auto buffer = buffers_.begin();
    auto lane = lanes_.begin();
    for (const auto& unit : units_) {
      for (std::size_t i = 0; i < unit.inputs.size(); ++i) {
        const auto& pins = buffer->pins.inputs[i];
        in += *pins.valid != 0 ? '1' : '0';
        in += hex_digits(pins.data, padded_bits(unit.inputs[i].bits));
        expected += compare && ((lane->expected_in_ready() >> i) & 1) != 0 ? '1' : '0';
        mask += compare ? '1' : '0';
      }
      for (std::size_t i = 0; i < unit.outputs.size(); ++i) {
        in += *buffer->pins.outputs[i].ready != 0 ? '1' : '0';
        const bool valid = compare && ((lane->expected_out_valid() >> i) & 1) != 0;
        Beat beat = valid ? lane->expected_beat(i) : Beat();
        beat.resize(static_cast<std::size_t>(padded_bits(unit.outputs[i].bits) / 32));
        expected +=
            (valid ? '1' : '0') + hex_digits(beat.data(), padded_bits(unit.outputs[i].bits));
        mask += compare ? '1' : '0';
        mask += std::string(static_cast<std::size_t>(padded_bits(unit.outputs[i].bits) / 4),
                            valid ? 'f' : '0');
      }
      ++buffer;
      ++lane;
    }
    return in + expected + mask;
  }
};

}  // namespace
}  // namespace sluice::rtl_test

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: rtl_test_vectors GROUP CYCLES\n";
    return 2;
  }
  const int cycles = std::stoi(argv[2]);
  sluice::rtl_test::Recorder recorder(argv[1]);
  recorder.write_bench(cycles);
  recorder.write_vectors(cycles);
}
