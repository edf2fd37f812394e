// The JSON form of a network, read strictly and written.
#include "compiler/network/network.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <set>

#include "compiler/network/json_reader.hpp"

namespace sluice {
namespace {

using nlohmann::json;

constexpr const char* kFormat = "sluice-network-1";

std::string read_name(const JsonReader& reader) {
  std::string name = reader.text();
  const std::string expected = layer_name_fault(name);
  if (!expected.empty()) reader.fail(expected);
  return name;
}

// The names that a node may use so far.
class Scope {
 public:
  std::string declare(const JsonReader& reader) {
    std::string name = read_name(reader);
    if (!names_.insert(name).second) reader.fail("a name that is not taken yet");
    return name;
  }
  std::string use(const JsonReader& reader) const {
    std::string name = reader.text();
    if (!names_.contains(name)) reader.fail("the name of an input or of a node before this one");
    return name;
  }

 private:
  std::set<std::string> names_;
};

ScriptLocation read_location(const JsonReader& reader) {
  reader.allow_only({"file", "line"});
  return {reader.member("file").text(),
          static_cast<int>(reader.member("line").integer(0, std::numeric_limits<int>::max()))};
}

Attribute read_attribute(const JsonReader& reader) {
  const json& value = reader.value();
  if (value.is_boolean()) return reader.boolean();
  if (value.is_number()) return reader.number();
  if (value.is_string()) return reader.text();
  if (!value.is_array()) reader.fail("a boolean, a number, a string or an array of numbers");
  std::vector<double> numbers;
  for (const JsonReader& element : reader.elements()) numbers.push_back(element.number());
  return numbers;
}

// Throws when the place reaches beyond the blob.
std::span<const float> slice(const JsonReader& reader, const Shape& shape,
                             std::span<const float> weights) {
  const auto available = static_cast<std::int64_t>(weights.size());
  const std::int64_t offset =
      reader.member("offset").integer(0, std::numeric_limits<std::int64_t>::max());
  const std::int64_t count = element_count(shape);
  if (offset > available || count > available - offset) {
    reader.complain("reaches beyond the weights, which are " + std::to_string(available) +
                    " numbers");
  }
  return weights.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(count));
}

// "[2][1]": the place of element `index`, counted from 1 as Lua does.
std::string place(const Shape& shape, std::int64_t index) {
  std::string text;
  for (std::size_t d = shape.size(); d-- > 0; index /= shape[d]) {
    text.insert(0, "[" + std::to_string(index % shape[d] + 1) + "]");
  }
  return text;
}

void refuse_non_finite(const NetworkNode& node, const std::string& name,
                       const Array<float>& values) {
  for (std::int64_t i = 0; i < values.size(); ++i) {
    if (std::isfinite(values[i])) continue;
    throw Error("layer '" + node.name + "': " + name + place(values.shape, i) + " is " +
                    (std::isnan(values[i]) ? "not a number" : "infinite") +
                    ", expected a finite number",
                node.location, {"training has probably diverged; look at the loss"});
  }
}

void read_parameters(const JsonReader& reader, std::span<const float> weights, NetworkNode& node) {
  for (const auto& [name, parameter] : reader.members()) {
    parameter.allow_only({"shape", "offset"});
    Shape shape = parameter.member("shape").shape(1, 4);
    const std::span<const float> numbers = slice(parameter, shape, weights);
    Array<float> values(std::move(shape), {numbers.begin(), numbers.end()});
    refuse_non_finite(node, name, values);
    node.parameters.emplace(name, std::move(values));
  }
}

NetworkNode read_node(const JsonReader& reader, std::span<const float> weights, Scope& scope) {
  reader.allow_only({"name", "op", "location", "inputs", "attributes", "parameters"});
  NetworkNode node;
  for (const JsonReader& input : reader.member("inputs").elements()) {
    node.inputs.push_back(scope.use(input));
  }
  if (node.inputs.empty()) reader.member("inputs").fail("at least one name");
  node.name = scope.declare(reader.member("name"));
  node.op = reader.member("op").text();
  if (const auto location = reader.find("location")) node.location = read_location(*location);
  if (const auto attributes = reader.find("attributes")) {
    for (const auto& [name, value] : attributes->members()) {
      node.attributes.emplace(name, read_attribute(value));
    }
  }
  if (const auto parameters = reader.find("parameters"))
    read_parameters(*parameters, weights, node);
  return node;
}

void read_outputs(const JsonReader& reader, const Scope& scope, Network& network) {
  std::set<std::string> seen;
  for (const JsonReader& output : reader.elements()) {
    network.outputs.push_back(scope.use(output));
    if (!seen.insert(network.outputs.back()).second) output.fail("each output once");
  }
  if (network.outputs.empty()) reader.fail("at least one name");
}

json attribute_json(const Attribute& attribute) {
  return std::visit([](const auto& value) { return json(value); }, attribute);
}

json node_json(const NetworkNode& node, std::vector<float>& weights) {
  json entry = {{"name", node.name}, {"op", node.op}, {"inputs", node.inputs}};
  if (node.location.known()) {
    entry["location"] = {{"file", node.location.file}, {"line", node.location.line}};
  }
  for (const auto& [name, value] : node.attributes) {
    entry["attributes"][name] = attribute_json(value);
  }
  for (const auto& [name, values] : node.parameters) {
    entry["parameters"][name] = {{"shape", values.shape}, {"offset", weights.size()}};
    weights.insert(weights.end(), values.values.begin(), values.values.end());
  }
  return entry;
}

}  // namespace

std::string layer_name_fault(std::string_view name) {
  const auto is_word = [](unsigned char c) { return c == '_' || (c < 128 && std::isalnum(c)); };
  const bool starts_right = !name.empty() && (name[0] < '0' || name[0] > '9');
  if (!starts_right || !std::all_of(name.begin(), name.end(), is_word)) {
    return "a name of letters, digits and '_', no digit first";
  }
  if (name.size() <= kLongestName) return "";
  return "a name of at most " + std::to_string(kLongestName) + " characters";
}

Network parse_network(std::string_view json_text, std::span<const float> weights,
                      const std::string& source) {
  const json document = parse_json(json_text, source);
  const JsonReader reader(document, source);
  reader.allow_only({"format", "name", "inputs", "nodes", "outputs"});
  if (reader.member("format").text() != kFormat) {
    reader.member("format").fail("\"" + std::string(kFormat) + "\"");
  }
  Network network;
  Scope scope;
  network.name = read_name(reader.member("name"));
  for (const JsonReader& input : reader.member("inputs").elements()) {
    input.allow_only({"name", "shape"});
    std::string name = scope.declare(input.member("name"));
    network.inputs.push_back({std::move(name), input.member("shape").shape(1, 3)});
  }
  if (network.inputs.empty()) reader.member("inputs").fail("at least one input");
  for (const JsonReader& node : reader.member("nodes").elements()) {
    network.nodes.push_back(read_node(node, weights, scope));
  }
  read_outputs(reader.member("outputs"), scope, network);
  return network;
}

NetworkText network_text(const Network& network) {
  NetworkText text;
  json document = {{"format", kFormat},
                   {"name", network.name},
                   {"inputs", json::array()},
                   {"nodes", json::array()},
                   {"outputs", network.outputs}};
  for (const NetworkInput& input : network.inputs) {
    document["inputs"].push_back({{"name", input.name}, {"shape", input.shape}});
  }
  for (const NetworkNode& node : network.nodes) {
    document["nodes"].push_back(node_json(node, text.weights));
  }
  text.json = document.dump(1) + "\n";
  return text;
}

}  // namespace sluice
