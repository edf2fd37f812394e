// Partial sums: proven widths, names of their own.
#include "compiler/dataflow/binary_joins.hpp"

#include <catch2/catch.hpp>

#include "tests/compiler/graphs.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// A sum of three tensors whose numbers stay far from the ends of their format.
IntegerGraph sum_of_three() {
  GraphBuilder b("sum");
  const ValueId x = b.input({2, 3, 3}, {4, true});
  const ValueId y = b.lookup(x, kSignedByte);
  b.output(b.rescale(b.add({y, x, y}, {1, 1, 3}), kSignedByte));
  IntegerGraph graph = b.graph();
  for (IntegerNode& node : graph.nodes) {
    auto* lookup = std::get_if<IntegerLookup>(&node.op);
    if (lookup == nullptr) continue;
    for (std::size_t i = 0; i < lookup->table.size(); ++i) {
      lookup->table[i] = static_cast<std::int32_t>(i % 2);
    }
  }
  return graph;
}

const IntegerNode& first_sum(const IntegerGraph& graph) {
  return *std::find_if(graph.nodes.begin(), graph.nodes.end(), [](const IntegerNode& node) {
    return std::holds_alternative<IntegerAdd>(node.op);
  });
}

}  // namespace

TEST_CASE("a partial sum is as wide as its proven bounds, no wider", "[dataflow]") {
  const IntegerGraph graph = with_binary_joins(sum_of_three());
  REQUIRE(verify(graph) == std::vector<std::string>{});
  const IntegerNode& partial = first_sum(graph);
  // 0..1 from the table and -8..7: five bits, though the table's format has eight.
  CHECK(graph.value(partial.output).format == IntegerFormat{5, true});
}

TEST_CASE("a partial sum that is never negative is unsigned", "[dataflow]") {
  IntegerGraph graph = sum_of_three();
  graph.values[0].format.is_signed = false;
  const IntegerGraph split = with_binary_joins(graph);
  CHECK(split.value(first_sum(split).output).format == IntegerFormat{5, false});
}

TEST_CASE("partial sums evade the names that are there", "[dataflow]") {
  IntegerGraph graph = sum_of_three();
  const IntegerNode sum = first_sum(graph);
  graph.nodes.back().name = sum.name + "_1";
  graph.values.back().name = sum.name + "_1";
  REQUIRE(verify(graph) == std::vector<std::string>{});
  const IntegerGraph split = with_binary_joins(graph);
  CHECK(verify(split) == std::vector<std::string>{});
  CHECK(first_sum(split).name == sum.name + "_1_2");
}
