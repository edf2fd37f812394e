// The network as an importer hands it over: a flat graph of leaf modules with Torch's own names,
// and nothing interpreted yet.
//
// Its text form is JSON beside a blob of float32 numbers (little-endian):
//
//   { "format": "sluice-network-1",
//     "name": "lenet",
//     "inputs":  [ {"name": "input", "shape": [1, 28, 28]} ],
//     "nodes":   [ {"name": "conv1", "op": "SpatialConvolution",
//                   "location": {"file": "lenet.lua", "line": 7},
//                   "inputs": ["input"],
//                   "attributes": {"nInputPlane": 1, "kW": 5, ...},
//                   "parameters": {"weight": {"shape": [6, 1, 5, 5], "offset": 0}, ...}} ],
//     "outputs": ["fc3"] }
//
// - a name is letters, digits and '_', begins with no digit, and is unique among inputs and nodes;
// - a node makes one value, which has the node's name; it may use inputs and nodes before it;
// - "op" is the Torch class without "nn."; attributes are the module's fields under Torch's names,
// each a
//   boolean, a number, a string or an array of numbers;
// - "offset" counts numbers from the blob's start; parameters may share numbers;
// - shapes are without the batch, one to three dimensions, outermost first;
// - "location", "attributes" and "parameters" may be left out; any other member is an error.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/array/array.hpp"
#include "runtime/base/error.hpp"

namespace sluice {

using Attribute = std::variant<bool, double, std::string, std::vector<double>>;

struct NetworkInput {
  std::string name;
  Shape shape;
};

struct NetworkNode {
  std::string name;
  std::string op;
  ScriptLocation location;
  std::vector<std::string> inputs;
  std::map<std::string, Attribute> attributes;
  std::map<std::string, Array<float>> parameters;
};

struct Network {
  std::string name;
  std::vector<NetworkInput> inputs;
  std::vector<NetworkNode> nodes;
  std::vector<std::string> outputs;
};

// Throws Error, with the field's path, for anything that is not as stated above, and for a
// parameter that is not finite. `source` is what messages call the text.
Network parse_network(std::string_view json_text, std::span<const float> weights,
                      const std::string& source = "network");

// The two files back to back: parse_network(text, weights) gives the network again.
struct NetworkText {
  std::string json;
  std::vector<float> weights;
};
NetworkText network_text(const Network& network);

// The longest name of a layer or a design. Identifiers of Verilog have suffixes of up to 40
// characters, and Verilator replaces the end of those that reach 127.
constexpr std::size_t kLongestName = 64;

// What is expected instead of `name`; empty where it can be the name of a layer.
std::string layer_name_fault(std::string_view name);

}  // namespace sluice
