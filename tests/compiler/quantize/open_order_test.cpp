// Orders that are not all chosen yet, {n} for the next n elements.
#include "compiler/quantize/open_order.hpp"

#include <catch2/catch.hpp>

namespace sluice::testing {

TEST_CASE("two orders meet in all that either says") {
  REQUIRE(meet({{24}}, {{2, 3, 4}}) == OpenOrder{{2, 3, 4}});
  REQUIRE(meet({{2, 3, 4}, {12}}, {{24}, {5, 1, 1}, {7}}) == OpenOrder{{2, 3, 4}, {5, 1, 1}, {7}});
  REQUIRE(meet({{10}, {14}}, {{24}}) == OpenOrder{{24}});
  REQUIRE(meet({{10, 1, 1}, {14}}, {{4}, {20, 1, 1}}) == OpenOrder{{24, 1, 1}});
  REQUIRE(meet({{2, 4, 3}}, {{2, 3, 4}}) == OpenOrder{{2, 4, 3}});
}

TEST_CASE("orders that contradict each other do not meet") {
  REQUIRE(!meet({{24, 1, 1}}, {{2, 3, 4}}));
  REQUIRE(!meet({{10}, {14}}, {{2, 3, 4}}));
  REQUIRE(!meet({{2, 3, 4}, {3, 2, 4}}, {{3, 2, 4}, {2, 3, 4}}));
}

TEST_CASE("elements are taken off the front, no map is cut") {
  OpenOrder order{{2, 1, 2}, {5, 1, 1}, {4}};
  REQUIRE(take_front(order, 6) == OpenOrder{{2, 1, 2}, {2, 1, 1}});
  REQUIRE(order == OpenOrder{{3, 1, 1}, {4}});
  REQUIRE(take_front(order, 5) == OpenOrder{{3, 1, 1}, {2}});
  REQUIRE(order == OpenOrder{{2}});
  OpenOrder map{{2, 1, 2}};
  REQUIRE(!take_front(map, 2));
}

TEST_CASE("what is not chosen is settled in Torch's order") {
  const OpenOrder order{{2, 1, 2}, {3}, {2, 1, 1}};
  REQUIRE(settled_count(order) == 6);
  REQUIRE(!is_settled(order));
  REQUIRE(settled(order) == ElementOrder{{2, 1, 2}, {5, 1, 1}});
  REQUIRE(is_settled(settled(order)));
}

}  // namespace sluice::testing
