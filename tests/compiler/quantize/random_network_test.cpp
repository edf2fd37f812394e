// Random networks: every seed quantises to a sound graph, and the fast interpreter agrees with the
// plain one.
#include "tests/compiler/quantize/random_network.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "compiler/quantize/integer_file.hpp"
#include "compiler/quantize/interpreter.hpp"
#include "compiler/tensor/import.hpp"
#include "tests/compiler/quantize/naive_interpreter.hpp"

namespace sluice::testing {
namespace {

constexpr std::uint64_t kSeeds = 150;

std::span<const std::int32_t> frame_of(const Array<std::int32_t>& frames, std::int64_t n) {
  const std::int64_t size = frames.size() / frames.shape[0];
  return std::span(frames.values)
      .subspan(static_cast<std::size_t>(n * size), static_cast<std::size_t>(size));
}

TEST_CASE("the integer interpreter agrees with nested loops on random networks") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    INFO("seed " << seed);
    const IntegerGraph graph = random_integer_graph(seed);
    const Array<std::int32_t> frames = random_integer_frames(graph, 2, seed);
    const IntegerBatch batch = IntegerInterpreter(graph).run(frames.values, 2);
    for (std::int64_t n = 0; n < 2; ++n) {
      const auto frame = frame_of(frames, n);
      const auto expected = run_naively(graph, {frame.begin(), frame.end()});
      for (std::size_t id = 0; id < expected.size(); ++id) {
        const auto begin =
            batch.values[id].begin() + n * static_cast<std::ptrdiff_t>(expected[id].size());
        REQUIRE(std::vector<std::int64_t>(begin, begin + static_cast<std::ptrdiff_t>(
                                                             expected[id].size())) == expected[id]);
        for (const std::int64_t value : expected[id]) REQUIRE(graph.values[id].format.holds(value));
      }
    }
  }
}

TEST_CASE("thirty seeds have every supported module and all bits") {
  std::set<std::string> expected;
  for (const SupportedModule& module : supported_modules()) expected.insert(module.name);
  std::set<std::string> found;
  std::set<int> bits;
  int unequal_joins = 0, three_way = 0, of_parts = 0, ordered_results = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const RandomNetwork random = random_network(seed);
    for (const NetworkNode& node : random.network.nodes) {
      found.insert(node.op);
      three_way += node.inputs.size() > 2;
    }
    const IntegerGraph graph = random_integer_graph(seed);
    for (const IntegerNode& node : graph.nodes) {
      const IntegerValue& made = graph.value(node.output);
      if (const auto* op = std::get_if<IntegerLinear>(&node.op)) {
        bits.insert(op->weight_bits);
        ordered_results += made.order != natural_order(made.shape);
      }
      of_parts += made.order.size() > 1;
      if (const auto* op = std::get_if<IntegerConvolution>(&node.op)) bits.insert(op->weight_bits);
      if (!std::holds_alternative<IntegerConcat>(node.op)) continue;
      unequal_joins += graph.value(node.inputs[0]).shape != graph.value(node.inputs[1]).shape;
    }
  }
  CHECK(found == expected);
  std::set<int> all_bits;
  for (int b = 2; b <= 16; ++b) all_bits.insert(b);
  CHECK(bits == all_bits);
  CHECK(unequal_joins > 0);
  CHECK(three_way > 0);
  CHECK(of_parts > 0);
  CHECK(ordered_results > 0);
}

TEST_CASE("an integer graph survives its text form") {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    INFO("seed " << seed);
    const IntegerGraphText text = integer_graph_text(random_integer_graph(seed));
    const IntegerGraphText again = integer_graph_text(parse_integer_graph(text.json, text.bytes));
    REQUIRE(again.json == text.json);
    REQUIRE(again.bytes == text.bytes);
  }
}

TEST_CASE("the same seed gives the same graph") {
  REQUIRE(integer_graph_text(random_integer_graph(7)).json ==
          integer_graph_text(random_integer_graph(7)).json);
  REQUIRE(integer_graph_text(random_integer_graph(7)).json !=
          integer_graph_text(random_integer_graph(8)).json);
}

}  // namespace
}  // namespace sluice::testing
