// Orders are compared by the sequence that they mean.
#include "compiler/quantize/element_order.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/layout.hpp"

namespace sluice::testing {

TEST_CASE("parts leave one after the other, each channels last") {
  REQUIRE(stream_order({{2, 1, 3}, {2, 1, 1}, {2, 2, 1}}) ==
          std::vector<std::int64_t>{0, 3, 1, 4, 2, 5, 6, 7, 8, 10, 9, 11});
}

TEST_CASE("orders are the same where their elements leave in the same sequence") {
  const std::vector<ElementOrder> orders{{{24, 1, 1}},
                                         {{1, 4, 6}},
                                         {{6, 1, 1}, {1, 2, 9}},
                                         {{2, 3, 4}},
                                         {{2, 4, 3}},
                                         {{3, 2, 4}},
                                         {{12, 1, 2}},
                                         {{2, 3, 2}, {12, 1, 1}},
                                         {{12, 1, 1}, {2, 3, 2}},
                                         {{2, 3, 2}, {2, 2, 3}}};
  for (const ElementOrder& a : orders) {
    for (const ElementOrder& b : orders) {
      INFO(order_text(a) << " and " << order_text(b));
      REQUIRE(same_order(a, b) == (stream_order(a) == stream_order(b)));
    }
  }
}

TEST_CASE("an order reads as its parts") {
  REQUIRE(order_text({{2, 3, 4}, {5, 1, 1}}) == "{2,3,4} then {5,1,1}");
}

}  // namespace sluice::testing
