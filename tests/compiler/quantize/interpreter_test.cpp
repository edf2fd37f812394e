// The integer interpreter where floating point must not be trusted, and the way in and out.
#include "compiler/quantize/interpreter.hpp"

#include <limits>

#include "tests/compiler/expect_error.hpp"
#include "tests/compiler/quantize/naive_interpreter.hpp"

namespace sluice::testing {
namespace {

// One linear layer of `count` equal weights.
IntegerGraph linear(std::int64_t count, std::int32_t weight, const IntegerFormat& input, int bits) {
  IntegerGraph graph;
  graph.name = "linear";
  graph.values = {{"input", {count}, {{count, 1, 1}}, input, {0.5}, 0},
                  {"sum", {2}, {{2, 1, 1}}, {bits, true}, {0.25}, 0}};
  graph.nodes = {
      {"fc1", "fc1", IntegerLinear{Array<std::int32_t>({2, count}, weight), 16}, {0}, 1, {}}};
  graph.inputs = {0};
  graph.outputs = {{"fc1", 1, HostOp::kNone}};
  return graph;
}

TEST_CASE("sums are exact at every width") {
  // Below 2^24, between, and beyond what floats hold; odd sums would lose their last bit.
  for (const auto& [count, weight] :
       {std::pair<std::int64_t, std::int32_t>{3, 127}, {4097, 127}, {65537, 32767}}) {
    const IntegerGraph graph = linear(count, weight, {16, true}, 48);
    std::vector<std::int32_t> frame(static_cast<std::size_t>(count), 32767);
    frame[0] = -32768;
    const IntegerRun result = run(graph, Array<std::int32_t>({count}, frame));
    REQUIRE(result.values[1].values == run_naively(graph, frame)[1]);
    REQUIRE(result.values[1][0] == weight * ((count - 1) * 32767 - 32768));
  }
}

TEST_CASE("a product beyond 53 bits is exact") {
  const std::vector<std::int64_t> a{(std::int64_t{1} << 40) + 1}, b{(std::int64_t{1} << 20) + 1};
  std::vector<std::int64_t> c(1);
  exact_product(1, 1, 1, a.data(), b.data(), false, c.data());
  REQUIRE(c[0] == (std::int64_t{1} << 60) + (std::int64_t{1} << 40) + (std::int64_t{1} << 20) + 1);
}

TEST_CASE("saturations are counted, wanted bounds are not") {
  IntegerGraph graph;
  graph.values = {{"input", {4}, {{4, 1, 1}}, {8, true}, {1}, 0},
                  {"out", {4}, {{4, 1, 1}}, {4, true}, {1}, 0}};
  IntegerRescale op{{1}, {0}, 0, 0, 7, false, true, false};
  graph.nodes = {{"clamp", "clamp", op, {0}, 1, {}}};
  graph.inputs = {0};
  const IntegerRun result = run(graph, Array<std::int32_t>({4}, {-5, 3, 9, 100}));
  REQUIRE(result.values[1].values == std::vector<std::int64_t>{0, 3, 7, 7});
  REQUIRE(result.saturations == std::vector<std::int64_t>{2});
}

TEST_CASE("entries that a table's format cut off are counted where they are looked up") {
  IntegerGraph graph;
  graph.values = {{"input", {4}, {{4, 1, 1}}, {2, true}, {1}, 0},
                  {"out", {4}, {{4, 1, 1}}, {2, true}, {1}, 0}};
  graph.nodes = {{"table", "table", IntegerLookup{{-2, -1, 1, 1}, {0, 3}}, {0}, 1, {}}};
  graph.inputs = {0};
  REQUIRE(run(graph, Array<std::int32_t>({4}, {-2, 0, 1, 1})).saturations ==
          std::vector<std::int64_t>{3});
}

TEST_CASE("saturated input is counted") {
  const IntegerGraph graph = linear(3, 1, {8, true}, 20);
  const std::vector<float> input = {63.5F, 63.75F, -64.25F, -64.5F, 1e30F};
  REQUIRE(saturated_input(graph, input) == 3);
}

TEST_CASE("input is rounded and saturated, and must be finite") {
  const IntegerGraph graph = linear(3, 1, {8, true}, 20);
  REQUIRE(quantize_input(graph, Array<float>({3}, {0.25F, -0.25F, 1e9F})).values ==
          std::vector<std::int32_t>{1, 0, 127});
  const float infinity = std::numeric_limits<float>::infinity();
  expect_error(
      [&] {
        quantize_input(graph, Array<float>({3}, {0, infinity, 0}));
      },
      {"element 2 is not finite"});
}

TEST_CASE("output is scaled, and the host's op applied") {
  IntegerGraph graph = linear(3, 1, {8, true}, 20);
  const std::vector<std::int64_t> sums{4, -8};
  REQUIRE(dequantize(graph, graph.outputs[0], sums) == std::vector<float>{1, -2});
  graph.values[1].scale = {0.25, 0.5};
  REQUIRE(dequantize(graph, graph.outputs[0], sums) == std::vector<float>{1, -4});
  graph.outputs[0].host_op = HostOp::kLogSoftMax;
  REQUIRE(host_output(graph, graph.outputs[0], sums)[1] == Approx(-5.006715).margin(1e-5));
}

}  // namespace
}  // namespace sluice::testing
