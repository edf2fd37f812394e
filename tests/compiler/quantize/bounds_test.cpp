// Proven bounds: tight for small cases, found true on random networks, never overflowing
// themselves.
#include "compiler/quantize/bounds.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "compiler/quantize/interpreter.hpp"
#include "tests/compiler/quantize/random_network.hpp"

namespace sluice::testing {
namespace {

TEST_CASE("a row's bounds hold every partial sum") {
  const IntegerLinear op{Array<std::int32_t>({2, 3}, {5, -3, 2, 0, 0, -1}), 8};
  REQUIRE(op_bounds(op, {{0, 10}}) == Interval{-30, 70});
  REQUIRE(op_bounds(op, {{-2, 10}}) == Interval{-44, 76});
}

TEST_CASE("bounds of the other ops") {
  REQUIRE(op_bounds(IntegerRescale{{2, -1}, {0, 4}, 1, -100, 100}, {{-3, 5}}) == Interval{-3, 5});
  REQUIRE(op_bounds(IntegerRescale{{2}, {0}, 0, 0, 6}, {{-3, 5}}) == Interval{0, 6});
  REQUIRE(op_bounds(IntegerLookup{{4, -7, 9, 0}, {}}, {{-2, 1}}) == Interval{-7, 9});
  REQUIRE(op_bounds(IntegerSumPool{{2, 3, 1, 1, {}}}, {{-1, 4}}) == Interval{-6, 24});
  REQUIRE(op_bounds(IntegerAdd{{1, 4}}, {{-1, 2}, {-3, 5}}) == Interval{-13, 22});
  REQUIRE(op_bounds(IntegerMultiply{}, {{-3, 5}, {-7, 2}}) == Interval{-35, 21});
  REQUIRE(op_bounds(IntegerPad{}, {{3, 5}}) == Interval{0, 5});
  REQUIRE(op_bounds(IntegerConcat{}, {{3, 5}, {-1, 4}}) == Interval{-1, 5});
}

TEST_CASE("what does not fit is reported as too large, not wrapped") {
  constexpr std::int64_t kLarge = std::int64_t{1} << 40;
  const Interval product = op_bounds(IntegerMultiply{}, {{-kLarge, kLarge}, {-kLarge, kLarge}});
  REQUIRE(product.high == std::numeric_limits<std::int64_t>::max());
  REQUIRE_FALSE(rescale_fits(IntegerRescale{{kLarge}, {0}, 0, 0, 1}, {-kLarge, kLarge}));
  REQUIRE(rescale_fits(IntegerRescale{{1 << 20}, {5}, 0, 0, 1}, {-kLarge, kLarge}));
}

TEST_CASE("values of random networks stay within their bounds") {
  for (std::uint64_t seed = 200; seed < 260; ++seed) {
    INFO("seed " << seed);
    const IntegerGraph graph = random_integer_graph(seed);
    const std::vector<Interval> bounds = value_bounds(graph);
    const IntegerBatch batch =
        IntegerInterpreter(graph).run(random_integer_frames(graph, 3, seed).values, 3);
    for (std::size_t id = 0; id < batch.values.size(); ++id) {
      for (const std::int64_t x : batch.values[id])
        REQUIRE((x >= bounds[id].low && x <= bounds[id].high));
    }
  }
}

}  // namespace
}  // namespace sluice::testing
