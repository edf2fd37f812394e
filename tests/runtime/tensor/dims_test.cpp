// Tests of Dims.
#include "runtime/tensor/dims.hpp"

#include <catch2/catch.hpp>

namespace sluice {

TEST_CASE("dimensions can be inserted and erased anywhere") {
  Dims dims{1, 2, 3};
  dims.insert(0, 9);
  CHECK(dims == Dims{9, 1, 2, 3});
  dims.insert(4, 7);
  CHECK(dims == Dims{9, 1, 2, 3, 7});
  dims.erase(0);
  dims.erase(3);
  CHECK(dims == Dims{1, 2, 3});
  CHECK(dims.back() == 3);
}

TEST_CASE("text and product of dimensions") {
  CHECK(to_string(Dims{3, 4, 5}) == "3x4x5");
  CHECK(to_string(Dims{}) == "no dimension");
  CHECK(product(Dims{3, 4, 5}) == 60);
  CHECK(product(Dims{}) == 0);
  CHECK_THROWS_AS(product(Dims{INT64_MAX, 2}), Error);
}

}  // namespace sluice
