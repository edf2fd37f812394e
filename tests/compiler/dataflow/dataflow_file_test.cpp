// A dataflow survives its files, and damaged files are refused.
#include "compiler/dataflow/dataflow_file.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/binary_joins.hpp"
#include "compiler/dataflow/lower.hpp"
#include "tests/compiler/graphs.hpp"
#include "tests/compiler/quantize/random_network.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("reading gives back what was written", "[dataflow]") {
  const std::uint64_t seed = GENERATE(range(1, 9));
  CAPTURE(seed);
  const Dataflow dataflow = lower(with_binary_joins(testing::random_integer_graph(seed)));
  const DataflowText text = dataflow_text(dataflow);
  const Dataflow again = parse_dataflow(text.json, text.bytes);
  const DataflowText second = dataflow_text(again);
  CHECK(second.json == text.json);
  CHECK(second.bytes == text.bytes);
  REQUIRE(again.streams.size() == dataflow.streams.size());
  for (std::size_t s = 0; s < again.streams.size(); ++s) {
    CHECK(again.streams[s].producer == dataflow.streams[s].producer);
    CHECK(again.streams[s].consumer == dataflow.streams[s].consumer);
    CHECK(again.streams[s].consumer_port == dataflow.streams[s].consumer_port);
  }
}

TEST_CASE("damaged dataflow files are refused", "[dataflow]") {
  const DataflowText text = dataflow_text(lower(mlp({784, 8, 4})));
  const auto refused = [&](const std::string& json, const std::string& bytes) {
    CHECK_THROWS_AS(parse_dataflow(json, bytes), Error);
  };
  refused(text.json.substr(0, text.json.size() / 2), text.bytes);
  refused(text.json, text.bytes.substr(0, text.bytes.size() / 2));
  refused(text.json, text.bytes.substr(1));
  refused(replaced(text.json, "\"lanes\"", "\"lane\""), text.bytes);
  refused(replaced(text.json, "sluice-dataflow-1", "sluice-dataflow-9"), text.bytes);
  refused(replaced(text.json, "\"kind\": \"matvec\"", "\"kind\": \"magic\""), text.bytes);
  refused(replaced(text.json, "\"pe\": 1", "\"pe\": 3"), text.bytes);
  refused(replaced(text.json, "\"depth\": 2", "\"depth\": 0"), text.bytes);
}
