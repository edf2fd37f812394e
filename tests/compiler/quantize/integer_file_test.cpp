// Integer graphs as files: a message for what is damaged. (That they survive is tested on random
// networks.)
#include "compiler/quantize/integer_file.hpp"

#include <nlohmann/json.hpp>

#include "tests/compiler/expect_error.hpp"
#include "tests/compiler/graphs.hpp"

namespace sluice::testing {
namespace {

using nlohmann::json;

// A graph with a convolution as its first node.
IntegerGraph graph_with_convolution() {
  test::GraphBuilder b("net");
  const ValueId x = b.input({1, 6, 6}, test::kByte);
  b.output(b.rescale(b.convolution(x, 3, test::square(3)), test::kByte));
  return b.graph();
}

template <typename Change>
void expect(Change change, std::initializer_list<std::string> parts) {
  const IntegerGraphText text = integer_graph_text(graph_with_convolution());
  json document = json::parse(text.json);
  change(document);
  expect_error([&] { parse_integer_graph(document.dump(), text.bytes, "integer.json"); }, parts);
}

TEST_CASE("damaged fields are named") {
  expect([](json& d) { d["format"] = "x"; }, {"integer.json: $.format"});
  expect([](json& d) { d["values"][0]["bits"] = 63; }, {"$.values[0].bits: found 63"});
  expect([](json& d) { d["values"][0]["scale"] = {-1}; },
         {"$.values[0].scale[0]", "a positive number"});
  expect([](json& d) { d["nodes"][0]["op"] = "magic"; }, {"$.nodes[0].op: found \"magic\""});
  expect([](json& d) { d["nodes"][0]["attributes"]["weight"] = 1 << 30; }, {"attributes.weight"});
  expect([](json& d) { d["nodes"][0]["attributes"].erase("window"); }, {"\"window\" is missing"});
  expect([](json& d) { d["nodes"][0]["attributes"]["extra"] = 1; }, {"unknown member \"extra\""});
  expect([](json& d) { d["nodes"][0]["output"] = 999; }, {"$.nodes[0].output: found 999"});
  expect([](json& d) { d["outputs"][0]["host_op"] = "x"; }, {"$.outputs[0].host_op"});
}

TEST_CASE("graphs that are not sound are refused") {
  expect([](json& d) { d["nodes"][0]["inputs"] = {d["nodes"][0]["output"]}; },
         {"not made before it"});
  expect([](json& d) { d["values"][1]["bits"] = 2; }, {"does not hold"});
  expect([](json& d) { d["inputs"] = json::array(); }, {"not exactly one input"});
}

TEST_CASE("missing numbers are noticed") {
  const IntegerGraphText text = integer_graph_text(graph_with_convolution());
  expect_error([&] { parse_integer_graph(text.json, text.bytes.substr(0, 2)); },
               {"beyond the end"});
}

}  // namespace
}  // namespace sluice::testing
