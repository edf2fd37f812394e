// A design as instances and nets, settled in every name and number; printing it decides nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sluice {

enum class Direction { kInput, kOutput };

struct TopPort {
  Direction direction = Direction::kInput;
  std::string name;
  std::int64_t width = 1;
};

// A wire; `value` is an expression over names, empty where an instance drives it.
struct Net {
  std::string name;
  std::int64_t width = 1;
  std::string value;
};

struct Parameter {
  std::string name;
  std::string value;  // a Verilog literal
};

// Several nets share a port's bits, the first one the lowest.
struct Connection {
  std::string port;
  std::vector<std::string> nets;
};

// `module` without its prefix: "matvec".
struct Instance {
  std::string module;
  std::string name;
  std::string comment;
  std::vector<Parameter> parameters;
  std::vector<Connection> connections;
};

// One hexadecimal word a line, word 0 first. `path` is relative to the design's folder.
struct MemoryImage {
  std::string path;
  std::vector<std::string> words;
};

struct Netlist {
  std::string name;  // of the top module, and before every other module's name
  std::vector<std::string> header;
  std::vector<TopPort> ports;
  std::vector<Net> nets;
  std::vector<Instance> instances;
  std::vector<MemoryImage> images;
};

}  // namespace sluice
