// Tests of sorting and order statistics.
#include "runtime/tensor/order.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
namespace {
using testing::make_tensor;
using testing::make_vector;
using testing::Values;
using testing::values_of;

struct Picked {
  Tensor values{ElementType::Double};
  Tensor positions{ElementType::Long};
};
}  // namespace

TEST_CASE("sort along any dimension, both ways") {
  const Tensor t = make_tensor(Dims{2, 3}, {3, 1, 2, 9, 7, 8});
  Picked p;
  sort(p.values, p.positions, t, 1, false);
  CHECK(values_of(p.values) == Values{1, 2, 3, 7, 8, 9});
  CHECK(values_of(p.positions) == Values{2, 3, 1, 2, 3, 1});
  sort(p.values, p.positions, t, 0, true);
  CHECK(values_of(p.values) == Values{9, 7, 8, 3, 1, 2});
  CHECK_THROWS_AS(sort(p.values, p.positions, t, 2, false), Error);
}

TEST_CASE("equal elements keep their order, and what is not a number is largest") {
  Picked p;
  sort(p.values, p.positions, make_vector({2, NAN, 1, 2}), 0, false);
  CHECK(values_of(p.positions) == Values{3, 1, 4, 2});
  sort(p.values, p.positions, make_vector({2, NAN, 1, 2}), 0, true);
  CHECK(values_of(p.positions) == Values{2, 1, 4, 3});
}

TEST_CASE("sorting in place") {
  Picked p;
  p.values = make_vector({3, 1, 2});
  sort(p.values, p.positions, p.values, 0, false);
  CHECK(values_of(p.values) == Values{1, 2, 3});
  top_k(p.values, p.positions, p.values, 2, 0, true);
  CHECK(values_of(p.values) == Values{3, 2});
  p.values = testing::make_tensor(Dims{2, 3}, {3, 1, 2, 4, 6, 5});
  kth_value(p.values, p.positions, p.values, 2, 1);
  CHECK(values_of(p.values) == Values{2, 5});
}

TEST_CASE("the smallest and largest k") {
  Picked p;
  top_k(p.values, p.positions, make_vector({5, 1, 4, 2}), 2, 0, false);
  CHECK(values_of(p.values) == Values{1, 2});
  CHECK(values_of(p.positions) == Values{2, 4});
  top_k(p.values, p.positions, make_vector({5, 1, 4, 2}), 3, 0, true);
  CHECK(values_of(p.values) == Values{5, 4, 2});
  CHECK_THROWS_AS(top_k(p.values, p.positions, make_vector({5}), 2, 0, true), Error);
  CHECK_THROWS_AS(top_k(p.values, p.positions, make_vector({5}), 0, 0, true), Error);
}

TEST_CASE("medians, k-th values and modes") {
  Picked p;
  median(p.values, p.positions, make_tensor(Dims{2, 4}, {4, 1, 3, 2, 5, 5, 6, 6}), 1);
  CHECK(values_of(p.values) == Values{2, 5});
  CHECK(median(make_vector({9, 1, 5})) == 5);
  kth_value(p.values, p.positions, make_vector({9, 1, 5}), 3, 0);
  CHECK(values_of(p.positions) == Values{1});
  mode(p.values, p.positions, make_vector({3, 2, 3, 2, 1}), 0);
  CHECK(values_of(p.values) == Values{2});
  CHECK_THROWS_AS(median(Tensor()), Error);
}

}  // namespace sluice
