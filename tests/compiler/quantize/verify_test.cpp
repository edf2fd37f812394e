// Every invariant of an integer graph, broken once.
#include <catch2/catch.hpp>

#include "tests/compiler/graphs.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// One node of every kind, each reading what stands before it.
IntegerGraph sound() {
  GraphBuilder b("net");
  const ValueId x = b.input({3, 6, 6}, kSignedByte);
  const ValueId y = b.rescale(b.convolution(b.pad(x, {1, 1, 1, 1}), 3, square(3)), kSignedByte);
  const ValueId z = b.lookup(b.max_pool(y, square(2, 2)), kSignedByte);
  const ValueId sum = b.rescale(b.add({z, z, z}, {1, 2, 4}), kSignedByte);
  const ValueId product = b.rescale(b.multiply({sum, z}), kSignedByte, true);
  const ValueId mean = b.rescale(b.sum_pool(b.concat({product, sum}, 0), square(3)), kSignedByte);
  b.output(b.rescale(b.linear(b.flatten(mean), 4), {16, true}));
  return b.graph();
}

template <typename Op>
IntegerNode& node(IntegerGraph& graph) {
  for (IntegerNode& each : graph.nodes) {
    if (std::holds_alternative<Op>(each.op)) return each;
  }
  throw Error("no such node");
}

template <typename Op>
Op& first(IntegerGraph& graph) {
  return std::get<Op>(node<Op>(graph).op);
}

bool finds(const IntegerGraph& graph, const std::string& text) {
  for (const std::string& finding : verify(graph)) {
    if (finding.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a sound integer graph has no findings", "[quantize]") {
  CHECK(verify(sound()) == std::vector<std::string>{});
}

TEST_CASE("a rescale's constants have one period, or one entry", "[quantize]") {
  IntegerGraph graph = sound();
  auto& rescale = first<IntegerRescale>(graph);
  SECTION("one multiplier for all offsets") {
    rescale.multiplier.resize(1);
    CHECK(verify(graph) == std::vector<std::string>{});
  }
  SECTION("another number of channels") {
    rescale.multiplier.resize(2);
    CHECK(finds(graph, "another number of channels"));
  }
  SECTION("none at all") {
    rescale.offset.clear();
    CHECK(finds(graph, "another number of channels"));
  }
  SECTION("no power of two") {
    rescale.multiplier[0] = 3;
    rescale.power_of_two = true;
    CHECK(finds(graph, "no power of two"));
  }
  SECTION("bounds outside of the format") {
    rescale.high = 128;
    CHECK(finds(graph, "bounds outside of its output's format"));
  }
  SECTION("a sum beyond 62 bits") {
    rescale.offset[0] = std::int64_t{1} << 62;
    CHECK(finds(graph, "can overflow 62 bits"));
  }
}

TEST_CASE("broken values are found out", "[quantize]") {
  IntegerGraph graph = sound();
  SECTION("a zero point") {
    graph.values[0].zero_point = 1;
    CHECK(finds(graph, "has a zero point"));
  }
  SECTION("equal names") {
    graph.values[1].name = graph.values[0].name;
    CHECK(finds(graph, "shares its name"));
  }
  SECTION("no bits") {
    graph.values[0].format.bits = 0;
    CHECK(finds(graph, "strange bits"));
  }
  SECTION("an order of other elements") {
    graph.values.back().order = {{2, 1, 1}, {3, 1, 1}};
    CHECK(finds(graph, "has shape {4} streamed as {2,1,1} then {3,1,1}"));
  }
  SECTION("an order of parts that are no {C,H,W}") {
    graph.values.back().order = {{2, 2}};
    CHECK(finds(graph, "streamed as"));
  }
  SECTION("an image in another order than its own") {
    graph.values[0].order = {{6, 3, 6}};
    CHECK(finds(graph, "has shape {3,6,6} streamed as {6,3,6}"));
  }
  SECTION("too many scales") {
    graph.values[0].scale.resize(2, 1);
    CHECK(finds(graph, "number of scales"));
  }
}

TEST_CASE("broken nodes are found out", "[quantize]") {
  IntegerGraph graph = sound();
  SECTION("a product of three") {
    node<IntegerMultiply>(graph).inputs.push_back(0);
    CHECK(finds(graph, "has 3 inputs"));
  }
  SECTION("a sum with two multipliers for three") {
    first<IntegerAdd>(graph).multiplier.pop_back();
    CHECK(finds(graph, "one multiplier for each input"));
  }
  SECTION("a multiplier of more than 32 bits") {
    first<IntegerAdd>(graph).multiplier[0] = std::int64_t{1} << 32;
    CHECK(finds(graph, "beyond 32 bits"));
  }
  SECTION("a table of another size") {
    first<IntegerLookup>(graph).table.pop_back();
    CHECK(finds(graph, "table of another size"));
  }
  SECTION("an entry cut off that the table does not have") {
    first<IntegerLookup>(graph).cut_off = {256};
    CHECK(finds(graph, "none of its table"));
  }
  SECTION("an entry cut off twice") {
    first<IntegerLookup>(graph).cut_off = {3, 3};
    CHECK(finds(graph, "none of its table"));
  }
  SECTION("a kernel larger than its image") {
    first<IntegerMaxPool>(graph).window.kernel_h = 7;
    CHECK(finds(graph, "has output shape"));
  }
  SECTION("weights of another shape") {
    first<IntegerConvolution>(graph).weight.shape = {3, 3, 9, 1};
    CHECK(finds(graph, "has a weight of shape"));
  }
  SECTION("weights beyond their bits") {
    first<IntegerLinear>(graph).weight_bits = 2;
    CHECK(finds(graph, "outside of its format"));
  }
  SECTION("a sum that its format does not hold") {
    graph.values[static_cast<std::size_t>(node<IntegerLinear>(graph).output)].format.bits = 9;
    CHECK(finds(graph, "does not hold"));
  }
  SECTION("a join along no dimension") {
    first<IntegerConcat>(graph).axis = 3;
    CHECK(finds(graph, "joins along no dimension"));
  }
  SECTION("a join of images along the wrong dimension") {
    first<IntegerConcat>(graph).axis = 1;
    CHECK(finds(graph, "has another output shape than its inputs joined"));
  }
  SECTION("a join that would have to reorder its inputs") {
    GraphBuilder b("flat");
    const ValueId x = b.flatten(b.input({2, 3, 3}, kSignedByte));
    b.output(b.concat({x, x}, 0));
    graph = b.graph();
    REQUIRE(verify(graph).empty());
    graph.values.back().order = {{36, 1, 1}};
    CHECK(finds(graph, "joins orders that do not fit"));
  }
  SECTION("a reshape that would have to reorder its input") {
    GraphBuilder b("net");
    b.output(b.reshape(b.input({2, 4, 3}, kSignedByte), {4, 2, 3}, {{4, 2, 3}}));
    CHECK(finds(b.graph(), "changes the order of elements"));
  }
  SECTION("results in another order than the input") {
    const auto output = static_cast<std::size_t>(graph.nodes.back().output);
    graph.values[output].order = {{2, 1, 2}};
    CHECK(finds(graph, "of different orders"));
  }
  SECTION("a window over no image") {
    GraphBuilder b("net");
    b.output(b.flatten(b.max_pool(b.input({2, 4, 3}, kSignedByte), square(2))));
    graph = b.graph();
    graph.values[0].shape = {2, 12};
    CHECK(finds(graph, "works on no image"));
  }
  SECTION("a crop to another shape") {
    first<IntegerPad>(graph).padding.top = 2;
    CHECK(finds(graph, "has output shape"));
  }
  SECTION("an output that nothing makes") {
    graph.outputs[0].value = 999;
    CHECK(finds(graph, "is made by nothing"));
  }
}
