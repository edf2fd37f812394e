// Every field of the model's files damaged in every way: each is refused with an Error.
#include <catch2/catch.hpp>
#include <set>

#include "compiler/compile.hpp"
#include "compiler/dataflow/dataflow_file.hpp"
#include "compiler/dataflow/verify.hpp"
#include "compiler/quantize/integer_file.hpp"
#include "tests/compiler/mutations.hpp"
#include "tests/compiler/tensor/build_network.hpp"

namespace sluice::testing {
namespace {

using nlohmann::json;
using Parse = std::function<void(const json&)>;

// Three channels, so that no list of constants is one entry short of a valid one.
Network network() {
  return BuildNetwork({1, 4, 4})
      .convolution("conv1", "input", 1, 3, 3, 1)
      .node("tanh1", "Tanh", {"conv1"})
      .node("pool1", "SpatialMaxPooling", {"tanh1"},
            {{"kH", 2.0}, {"kW", 2.0}, {"dH", 2.0}, {"dW", 2.0}})
      .node("pad1", "SpatialZeroPadding", {"pool1"},
            {{"pad_t", 0.0}, {"pad_b", 1.0}, {"pad_l", 1.0}, {"pad_r", 0.0}})
      .node("join1", "JoinTable", {"pad1", "pad1"}, {{"dimension", 1.0}, {"nInputDims", 3.0}})
      .node("sum1", "CAddTable", {"join1", "join1", "join1"})
      .node("mean1", "SpatialAveragePooling", {"sum1"},
            {{"kH", 3.0}, {"kW", 3.0}, {"dH", 1.0}, {"dW", 1.0}})
      .node("product1", "CMulTable", {"mean1", "mean1"})
      .node("view1", "View", {"product1"}, {{"size", std::vector<double>{6}}})
      .linear("fc1", "view1", 6, 3)
      .node("soft1", "SoftMax", {"fc1"})
      .network();
}

Design design() {
  Array<float> frames({2, 1, 4, 4});
  for (std::int64_t i = 0; i < frames.size(); ++i) frames[i] = static_cast<float>(i) / 16 - 0.5F;
  CompileOptions options;
  options.multipliers = 40;
  return compile(network(), frames, options);
}

bool is_refused(const Parse& parse, const json& damaged) {
  try {
    parse(damaged);
  } catch (const Error&) {
    return true;
  }
  return false;
}

// All damages are refused but for those of `harmless`, by what they are called.
void check_refused(const json& document, const Parse& parse,
                   const std::set<std::string>& harmless = {}) {
  CHECK_NOTHROW(parse(document));
  int damages = 0;
  std::set<std::string> accepted;
  const auto visit = [&](const std::string& what, const json& damaged) {
    ++damages;
    if (!is_refused(parse, damaged)) accepted.insert(what);
  };
  for_each_deletion(document, visit);
  for_each_other_type(document, visit);
  for_each_stranger(document, visit);
  CHECK(damages > 500);
  CHECK(accepted == harmless);
  // Whatever is made of these, it is no crash.
  for_each_extreme(document, [&](const std::string&, const json& damaged) {
    is_refused(parse, damaged);
    ++damages;
  });
}

TEST_CASE("every damaged field of a network is refused", "[malformed]") {
  const NetworkText text = network_text(network());
  // What a network may leave out: places in the script, biases, a field that older modules lack,
  // one of several inputs of a sum or product; and weights may be flattened, as Torch keeps them.
  std::set<std::string> optional{"without /nodes/0/parameters/bias",
                                 "without /nodes/9/parameters/bias",
                                 "without /nodes/4/attributes/nInputDims",
                                 "without /nodes/0/parameters/weight/shape/1",
                                 "without /nodes/5/inputs/0",
                                 "without /nodes/5/inputs/1",
                                 "without /nodes/5/inputs/2",
                                 "without /nodes/7/inputs/0",
                                 "without /nodes/7/inputs/1"};
  for (std::size_t n = 0; n < network().nodes.size(); ++n) {
    optional.insert("without /nodes/" + std::to_string(n) + "/location");
  }
  check_refused(
      json::parse(text.json),
      [&](const json& damaged) { import_network(parse_network(damaged.dump(), text.weights)); },
      optional);
}

TEST_CASE("every damaged field of an integer graph is refused", "[malformed]") {
  const IntegerGraphText text = integer_graph_text(design().graph);
  check_refused(json::parse(text.json), [&](const json& damaged) {
    parse_integer_graph(damaged.dump(), text.bytes, "integer.json");
  });
}

TEST_CASE("every damaged field of a dataflow is refused", "[malformed]") {
  const Design whole = design();
  const DataflowText text = dataflow_text(whole.scheduled.dataflow);
  check_refused(json::parse(text.json), [&](const json& damaged) {
    const Dataflow dataflow = parse_dataflow(damaged.dump(), text.bytes, "dataflow.json");
    const std::vector<std::string> findings = verify_contents(whole.graph, dataflow);
    if (!findings.empty()) throw Error(findings.front());
  });
}

}  // namespace
}  // namespace sluice::testing
