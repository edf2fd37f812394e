// Which units an op becomes, and what cannot be lowered.
#include "compiler/dataflow/lower.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/units.hpp"
#include "compiler/dataflow/verify.hpp"
#include "tests/compiler/graphs.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

std::size_t index(std::int64_t id) { return static_cast<std::size_t>(id); }

std::vector<std::string> kinds(const Dataflow& dataflow) {
  std::vector<std::string> result;
  for (const Unit& unit : dataflow.units) result.push_back(kind_name(unit.kind));
  return result;
}

}  // namespace

TEST_CASE("a convolution is a window and a matrix-vector unit", "[dataflow]") {
  GraphBuilder b("net");
  b.output(b.convolution(b.input({2, 5, 5}, kByte), 3, square(3)));
  CHECK(kinds(lower(b.graph())) == std::vector<std::string>{"input", "window", "matvec", "output"});
}

TEST_CASE("a 1x1 convolution needs no window, unless it strides", "[dataflow]") {
  GraphBuilder b("net");
  const ValueId x = b.convolution(b.input({2, 5, 5}, kByte), 3, square(1));
  b.output(b.convolution(b.rescale(x, kByte), 3, square(1, 2)));
  CHECK(kinds(lower(b.graph())) ==
        std::vector<std::string>{"input", "matvec", "rescale", "window", "matvec", "output"});
}

TEST_CASE("a value with several consumers gets a fork, seen through reshapes", "[dataflow]") {
  GraphBuilder b("net");
  const ValueId x = b.input({2, 3, 3}, kByte);
  b.output(b.linear(b.flatten(x), 4), "a");
  b.output(x, "b");
  b.output(b.linear(x, 4), "c");
  const Dataflow dataflow = lower(b.graph());
  CHECK(verify(dataflow).empty());
  CHECK(kinds(dataflow) == std::vector<std::string>{"input", "fork", "matvec", "matvec", "output",
                                                    "output", "output"});
  CHECK(dataflow.units[1].outputs.size() == 3);
}

TEST_CASE("what no output needs is left out", "[dataflow]") {
  GraphBuilder b("net");
  const ValueId x = b.input({2, 3, 3}, kByte);
  b.lookup(b.rescale(x, kByte), kByte);
  b.output(b.linear(x, 4));
  CHECK(kinds(lower(b.graph())) == std::vector<std::string>{"input", "matvec", "output"});
}

TEST_CASE("linear layers take columns in stream order", "[dataflow]") {
  GraphBuilder b("net");
  b.output(b.linear(b.flatten(b.input({2, 1, 3}, kByte)), 1));
  const auto& op = std::get<IntegerLinear>(b.graph().nodes[1].op);
  const auto& w = op.weight.values;
  const Dataflow dataflow = lower(b.graph());
  const auto& matvec = std::get<MatrixVectorUnit>(dataflow.units[1].kind);
  CHECK(matvec.weight.values == std::vector<std::int32_t>{w[0], w[3], w[1], w[4], w[2], w[5]});
}

TEST_CASE("names stay those of the layers, each once, and legal", "[dataflow]") {
  GraphBuilder b("net");
  const ValueId x = b.input({2, 3, 3}, kByte);
  IntegerGraph graph = b.graph();
  graph.nodes.clear();
  b.output(b.rescale(b.rescale(x, kByte), kByte));
  graph = b.graph();
  graph.nodes[0].name = "block.1/relu";
  graph.nodes[1].name = "block 1 relu";
  const Dataflow dataflow = lower(graph);
  CHECK(dataflow.units[1].name == "block_1_relu_rescale");
  CHECK(dataflow.units[2].name == "block_1_relu_rescale_2");
}

TEST_CASE("a reshape that keeps the stream's order is only a name", "[dataflow]") {
  GraphBuilder b("net");
  const ValueId x = b.input({1, 4, 6}, kByte);
  b.output(b.linear(b.reshape(x, {24}, {{24, 1, 1}}), 2));
  CHECK(kinds(lower(b.graph())) == std::vector<std::string>{"input", "matvec", "output"});
}

TEST_CASE("a matrix takes columns and rows in the orders of its streams", "[dataflow]") {
  GraphBuilder b("net");
  const ValueId maps = b.flatten(b.input({2, 1, 3}, kByte));
  const ValueId sums = b.linear(maps, 6);
  b.output(b.rescale(sums, kByte));
  IntegerGraph graph = b.graph();
  for (IntegerNode& node : graph.nodes) graph.values[index(node.output)].order = {{2, 1, 3}};
  REQUIRE(verify(graph).empty());
  const Dataflow dataflow = lower(graph);
  const std::vector<std::int64_t> order{0, 3, 1, 4, 2, 5};
  const Array<std::int32_t>& weight = std::get<IntegerLinear>(graph.nodes[1].op).weight;
  const auto& rescale = std::get<IntegerRescale>(graph.nodes[2].op);
  const auto& matvec = std::get<MatrixVectorUnit>(dataflow.units[1].kind);
  const auto& unit = std::get<RescaleUnit>(dataflow.units[2].kind);
  for (std::size_t row = 0; row < 6; ++row) {
    CHECK(unit.rescale.offset[row] == rescale.offset[index(order[row])]);
    for (std::size_t col = 0; col < 6; ++col) {
      const std::int64_t place = order[row] * 6 + order[col];
      CHECK(matvec.weight.values[row * 6 + col] == weight[place]);
    }
  }
}

TEST_CASE("constants that channels share are held for a pixel, others follow the stream",
          "[dataflow]") {
  GraphBuilder b("net");
  b.output(b.rescale(b.input({2, 1, 3}, kByte), kByte));
  IntegerGraph graph = b.graph();
  auto& rescale = std::get<IntegerRescale>(graph.nodes[0].op);
  rescale.offset.assign(6, 0);
  const auto lowered = [&] { return std::get<RescaleUnit>(lower(graph).units[1].kind); };
  SECTION("shared") {
    rescale.multiplier = {4, 5, 6, 4, 5, 6};
    CHECK(lowered().hold == 2);
    CHECK(lowered().rescale.multiplier == std::vector<std::int64_t>{4, 5, 6});
    CHECK(lowered().rescale.offset.size() == 3);
  }
  SECTION("one for each element") {
    rescale.multiplier = {4, 5, 6, 7, 8, 9};
    CHECK(lowered().hold == 1);
    CHECK(lowered().rescale.multiplier == std::vector<std::int64_t>{4, 7, 5, 8, 6, 9});
  }
  REQUIRE(verify(graph).empty());
}

TEST_CASE("maps of one size are joined pixel by pixel, others one after the other", "[dataflow]") {
  GraphBuilder b("net");
  const ValueId x = b.input({2, 3, 3}, kByte);
  const ValueId maps = b.flatten(x);
  const ValueId smaller = b.flatten(b.max_pool(x, square(2)));
  b.output(b.concat({maps, maps}, 0), "pixels");
  b.output(b.concat({maps, smaller}, 0), "blocks");
  REQUIRE(verify(b.graph()).empty());
  std::vector<ConcatUnit> joins;
  for (const Unit& unit : lower(b.graph()).units) {
    if (const auto* concat = std::get_if<ConcatUnit>(&unit.kind)) joins.push_back(*concat);
  }
  REQUIRE(joins.size() == 2);
  CHECK((joins[0].rounds == 9 && joins[0].beats == std::vector<std::int64_t>{2, 2}));
  CHECK((joins[1].rounds == 1 && joins[1].beats == std::vector<std::int64_t>{18, 8}));
}

TEST_CASE("an input without effect is refused", "[dataflow]") {
  IntegerGraph graph = mlp({784, 10});
  graph.outputs.clear();
  CHECK_THROWS_AS(lower(graph), Error);
}
