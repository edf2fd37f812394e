// Joins: rounds against the sequence of elements that they make.
#include "compiler/quantize/join_order.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/layout.hpp"

namespace sluice::testing {
namespace {

// Torch's place in the output of each element as the inputs' streams take turns.
std::vector<std::int64_t> joined(const std::vector<OrderedTensor>& inputs, const Shape& out,
                                 int axis, std::int64_t rounds) {
  const auto place = static_cast<std::size_t>(axis);
  const std::int64_t inner = element_count(Shape(out.begin() + axis + 1, out.end()));
  std::vector<std::int64_t> places;
  for (std::int64_t round = 0; round < rounds; ++round) {
    std::int64_t start = 0;
    for (const OrderedTensor& input : inputs) {
      const std::vector<std::int64_t> order = stream_order(input.order);
      const std::int64_t run = input.shape[place] * inner;
      const std::int64_t share = element_count(input.order) / rounds;
      for (std::int64_t k = round * share; k < (round + 1) * share; ++k) {
        const std::int64_t i = order[static_cast<std::size_t>(k)];
        places.push_back(i / run * out[place] * inner + start + i % run);
      }
      start += run;
    }
  }
  return places;
}

struct Case {
  std::vector<OrderedTensor> inputs;
  Shape out;
  int axis;
  std::vector<ElementOrder> orders;  // all to which they can be joined
  std::int64_t rounds;               // to the first of them
};

}  // namespace

TEST_CASE("inputs that take turns make the joined order") {
  const std::vector<Case> cases{
      {{{{24}, {{2, 3, 4}}}, {{12}, {{12, 1, 1}}}},
       {36},
       0,
       {{{3, 3, 4}}, {{2, 3, 4}, {12, 1, 1}}},
       12},
      {{{{24}, {{2, 3, 4}}}, {{5}, {{5, 1, 1}}}}, {29}, 0, {{{2, 3, 4}, {5, 1, 1}}}, 1},
      {{{{3}, {{3, 1, 1}}}, {{5}, {{5, 1, 1}}}}, {8}, 0, {{{3, 1, 1}, {5, 1, 1}}, {{8, 1, 1}}}, 1},
      {{{{9}, {{2, 1, 2}, {5, 1, 1}}}, {{4}, {{2, 2, 1}}}},
       {13},
       0,
       {{{2, 1, 2}, {5, 1, 1}, {2, 2, 1}}},
       1},
      {{{{2, 3, 4}, {{2, 3, 4}}}, {{1, 3, 4}, {{1, 3, 4}}}}, {3, 3, 4}, 0, {{{3, 3, 4}}}, 12},
      {{{{2, 3, 4}, {{2, 3, 4}}}, {{2, 1, 4}, {{2, 1, 4}}}}, {2, 4, 4}, 1, {{{2, 4, 4}}}, 1},
      {{{{2, 3, 4}, {{2, 3, 4}}}, {{2, 3, 1}, {{2, 3, 1}}}}, {2, 3, 5}, 2, {{{2, 3, 5}}}, 3},
      {{{{3, 8}, {{1, 3, 8}}}, {{2, 8}, {{1, 2, 8}}}}, {5, 8}, 0, {{{1, 3, 8}, {1, 2, 8}}}, 1},
      {{{{3, 8}, {{3, 1, 8}}}, {{2, 8}, {{2, 1, 8}}}},
       {5, 8},
       0,
       {{{5, 1, 8}}, {{3, 1, 8}, {2, 1, 8}}},
       8},
      {{{{3, 8}, {{1, 3, 8}}}, {{3, 2}, {{1, 3, 2}}}}, {3, 10}, 1, {{{1, 3, 10}}}, 3},
      {{{{3, 8}, {{3, 1, 8}}}, {{3, 2}, {{3, 1, 2}}}}, {3, 10}, 1, {{{3, 1, 10}}}, 1}};
  for (const Case& each : cases) {
    const std::vector<ElementOrder> orders = joined_orders(each.inputs, each.out, each.axis);
    REQUIRE(orders.front() == each.orders.front());
    REQUIRE(join_rounds(each.inputs, {each.out, orders[0]}, each.axis) == each.rounds);
    for (const ElementOrder& order : each.orders) {
      INFO(order_text(order));
      const auto rounds = join_rounds(each.inputs, {each.out, order}, each.axis);
      REQUIRE(rounds.has_value());
      REQUIRE(joined(each.inputs, each.out, each.axis, *rounds) == stream_order(order));
    }
  }
}

TEST_CASE("orders that no turns can make") {
  const OrderedTensor map{{24}, {{2, 3, 4}}}, results{{24}, {{24, 1, 1}}};
  REQUIRE(!join_rounds({map, map}, {{48}, {{48, 1, 1}}}, 0));
  REQUIRE(!join_rounds({map, results}, {{48}, {{4, 3, 4}}}, 0));
  REQUIRE(!join_rounds({results, map}, {{48}, {{2, 3, 4}, {24, 1, 1}}}, 0));
  const OrderedTensor rows{{3, 8}, {{1, 3, 8}}}, columns{{3, 2}, {{3, 1, 2}}};
  REQUIRE(joined_orders({rows, columns}, {3, 10}, 1).empty());
}

}  // namespace sluice::testing
