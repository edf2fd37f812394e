// The JSON form of networks: what it holds, and a message for every malformed field.
#include "compiler/network/network.hpp"

#include <limits>
#include <nlohmann/json.hpp>

#include "tests/compiler/expect_error.hpp"

namespace sluice::testing {
namespace {

using nlohmann::json;

json sound() {
  return json::parse(R"({
    "format": "sluice-network-1", "name": "net",
    "inputs": [{"name": "input", "shape": [3]}],
    "nodes": [
      {"name": "fc1", "op": "Linear", "location": {"file": "net.lua", "line": 7}, "inputs": ["input"],
       "attributes": {"flag": true, "number": 2.5, "text": "x", "list": [1, -1]},
       "parameters": {"weight": {"shape": [2, 3], "offset": 1}, "bias": {"shape": [2], "offset": 0}}},
      {"name": "relu1", "op": "ReLU", "inputs": ["fc1"]}],
    "outputs": ["relu1"]})");
}

const std::vector<float> kWeights{1, 2, 3, 4, 5, 6, 7};

Network parse(const json& document) { return parse_network(document.dump(), kWeights, "net.json"); }

// Changes the document, and expects a message with these parts.
template <typename Change>
void expect(Change change, std::initializer_list<std::string> parts) {
  json document = sound();
  change(document);
  expect_error([&] { parse(document); }, parts);
}

TEST_CASE("a sound network is read as it stands") {
  const Network network = parse(sound());
  REQUIRE(network.name == "net");
  REQUIRE(network.inputs[0].shape == Shape{3});
  REQUIRE(network.nodes.size() == 2);
  const NetworkNode& node = network.nodes[0];
  REQUIRE(node.location == ScriptLocation{"net.lua", 7});
  REQUIRE(std::get<bool>(node.attributes.at("flag")));
  REQUIRE(std::get<double>(node.attributes.at("number")) == 2.5);
  REQUIRE(std::get<std::string>(node.attributes.at("text")) == "x");
  REQUIRE(std::get<std::vector<double>>(node.attributes.at("list")) == std::vector<double>{1, -1});
  REQUIRE(node.parameters.at("weight").values == std::vector<float>{2, 3, 4, 5, 6, 7});
  REQUIRE(node.parameters.at("bias").shape == Shape{2});
  REQUIRE_FALSE(network.nodes[1].location.known());
  REQUIRE(network.outputs == std::vector<std::string>{"relu1"});
}

TEST_CASE("a network survives its text form") {
  const NetworkText text = network_text(parse(sound()));
  const NetworkText again = network_text(parse_network(text.json, text.weights));
  REQUIRE(again.json == text.json);
  REQUIRE(again.weights == text.weights);
}

TEST_CASE("every malformed field of the document is named") {
  expect([](json& d) { d["format"] = "other"; }, {"net.json: $.format: found \"other\", expected"});
  expect([](json& d) { d.erase("format"); }, {"$: member \"format\" is missing"});
  expect([](json& d) { d["extra"] = 1; }, {"$: unknown member \"extra\", expected format, name"});
  expect([](json& d) { d["name"] = "a b"; }, {"$.name: found \"a b\", expected a name"});
  expect([](json& d) { d["name"] = 3; }, {"$.name: found 3, expected a string"});
  expect([](json& d) { d["inputs"] = json::array(); }, {"$.inputs: found an array of 0"});
  expect([](json& d) { d["nodes"] = 1; }, {"$.nodes: found 1, expected an array"});
  expect([](json& d) { d["outputs"] = json::array(); }, {"$.outputs", "at least one name"});
  expect([](json& d) { d["outputs"] = {"relu9"}; }, {"$.outputs[0]: found \"relu9\""});
  expect([](json& d) { d["outputs"] = {"fc1", "fc1"}; }, {"$.outputs[1]", "each output once"});
}

TEST_CASE("every malformed field of an input is named") {
  expect([](json& d) { d["inputs"][0]["shape"] = {0}; }, {"$.inputs[0].shape[0]: found 0"});
  expect(
      [](json& d) {
        d["inputs"][0]["shape"] = {1, 2, 3, 4};
      },
      {"$.inputs[0].shape", "1 to 3 sizes"});
  expect([](json& d) { d["inputs"][0]["shape"] = {2.5}; }, {"found 2.5, expected an integer"});
  expect([](json& d) { d["inputs"][0]["shape"] = {2147483648, 2147483648}; }, {"2^31 elements"});
  expect([](json& d) { d["inputs"][0].erase("name"); },
         {"$.inputs[0]: member \"name\" is missing"});
  expect([](json& d) { d["inputs"].push_back(d["inputs"][0]); }, {"$.inputs[1].name", "not taken"});
}

TEST_CASE("every malformed field of a node is named") {
  expect([](json& d) { d["nodes"][1]["name"] = "fc1"; }, {"$.nodes[1].name", "not taken yet"});
  expect([](json& d) { d["nodes"][1]["name"] = "1st"; }, {"$.nodes[1].name", "no digit first"});
  expect([](json& d) { d["nodes"][0]["inputs"] = {"relu1"}; },
         {"$.nodes[0].inputs[0]", "before this one"});
  expect([](json& d) { d["nodes"][0]["inputs"] = {"fc1"}; },
         {"$.nodes[0].inputs[0]", "before this one"});
  expect([](json& d) { d["nodes"][0]["inputs"] = json::array(); },
         {"$.nodes[0].inputs", "at least one"});
  expect([](json& d) { d["nodes"][0]["op"] = 1; }, {"$.nodes[0].op: found 1, expected a string"});
  expect([](json& d) { d["nodes"][0]["location"]["line"] = -1; },
         {"$.nodes[0].location.line: found -1"});
  expect([](json& d) { d["nodes"][0]["location"].erase("file"); }, {"member \"file\" is missing"});
  expect([](json& d) { d["nodes"][0]["attributes"]["flag"] = nullptr; },
         {"attributes.flag: found null"});
  expect(
      [](json& d) {
        d["nodes"][0]["attributes"]["list"] = {1, "x"};
      },
      {"attributes.list[1]", "a number"});
  expect([](json& d) { d["nodes"][0]["attributes"] = 7; },
         {"$.nodes[0].attributes: found 7, expected an object"});
}

TEST_CASE("every malformed parameter is named") {
  const auto weight = [](json& d) -> json& { return d["nodes"][0]["parameters"]["weight"]; };
  expect([&](json& d) { weight(d)["offset"] = 2; },
         {"parameters.weight: reaches beyond the weights, which are 7"});
  expect([&](json& d) { weight(d)["offset"] = -1; }, {"parameters.weight.offset: found -1"});
  expect([&](json& d) { weight(d)["offset"] = 9223372036854775807; }, {"reaches beyond"});
  expect(
      [&](json& d) {
        weight(d)["shape"] = {2147483648, 2147483648, 2147483648, 2147483648};
      },
      {"at most 2^31 elements"});
  expect([&](json& d) { weight(d)["shape"] = json::array(); }, {"parameters.weight.shape"});
  expect([&](json& d) { weight(d)["type"] = "half"; }, {"unknown member \"type\""});
}

TEST_CASE("a weight that is not finite is named with its layer and place") {
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
    std::vector<float> weights = kWeights;
    weights[5] = bad;
    expect_error([&] { parse_network(sound().dump(), weights); },
                 {"net.lua:7: layer 'fc1': weight[2][2] is", "expected a finite number"});
  }
}

TEST_CASE("text that is no JSON, or plays tricks, is refused") {
  expect_error([] { parse_network("{", {}, "net.json"); }, {"net.json: not valid JSON"});
  expect_error([] { parse_network("[]", {}, "net.json"); },
               {"$: found an array of 0, expected an object"});
  expect_error([] { parse_network(R"({"name": "a", "name": "b"})", {}); },
               {"\"name\" appears twice"});
  expect_error([] { parse_network(std::string(100000, '['), {}); }, {"nested deeper"});
  expect_error([] { parse_network("{\"name\": \"\xff\"}", {}); }, {"not valid JSON"});
  expect_error([] { parse_network("{\"name\": 1e999}", {}); }, {"not valid JSON"});
}

}  // namespace
}  // namespace sluice::testing
