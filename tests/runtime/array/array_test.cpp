// Tests of Array: the number of elements of a shape.
#include "runtime/array/array.hpp"

#include <catch2/catch.hpp>

namespace sluice {

TEST_CASE("an array has as many values as its shape says") {
  CHECK(element_count({}) == 1);
  CHECK(element_count({2, 3}) == 6);
  CHECK(Array<int>({2, 3}, 7).values == std::vector<int>(6, 7));
}

TEST_CASE("a shape with more elements than 63 bits can count is refused") {
  CHECK_THROWS_AS(element_count({std::int64_t{1} << 40, std::int64_t{1} << 40}), Error);
}

}  // namespace sluice
