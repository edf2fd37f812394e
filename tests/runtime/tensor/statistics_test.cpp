// Tests of means, variances and norms.
#include <catch2/catch.hpp>
#include <cmath>

#include "runtime/tensor/reduce.hpp"
#include "tests/runtime/tensor/values.hpp"

namespace sluice {
using testing::make_tensor;
using testing::make_vector;
using testing::Values;
using testing::values_of;

TEST_CASE("mean and variance") {
  const Tensor t = make_tensor(Dims{2, 2}, {1, 3, 2, 6});
  Tensor r(ElementType::Double);
  CHECK(mean(t) == 3);
  mean(r, t, 1);
  CHECK(values_of(r) == Values{2, 4});
  CHECK(variance(t, false) == Approx(14.0 / 3));
  CHECK(variance(t, true) == Approx(3.5));
  variance(r, t, 1, false);
  CHECK(values_of(r) == Values{2, 8});
  standard_deviation(r, t, 1, true);
  CHECK(values_of(r) == Values{1, 2});
  CHECK_THROWS_AS(mean(Tensor()), Error);
  CHECK_THROWS_AS(variance(make_vector({1, 2}, ElementType::Int), false), Error);
}

TEST_CASE("norms and distances") {
  const Tensor t = make_vector({3, -4, 0});
  CHECK(norm(t, 2) == 5);
  CHECK(norm(t, 1) == 7);
  CHECK(norm(t, 0) == 2);
  CHECK(norm(t, INFINITY) == 4);
  CHECK(norm(t, 3) == Approx(std::cbrt(91)));
  CHECK(distance(t, make_vector({0, 0, 12}), 2) == 13);
  Tensor r(ElementType::Double);
  norm(r, make_tensor(Dims{2, 2}, {3, 4, 6, 8}), 2, 1);
  CHECK(values_of(r) == Values{5, 10});
}

TEST_CASE("renormalize scales down what is too large") {
  Tensor r(ElementType::Double);
  renormalize(r, make_tensor(Dims{2, 2}, {3, 4, 0.3, 0.4}), 2, 0, 1);
  CHECK(values_of(r)[0] == Approx(0.6));
  CHECK(values_of(r)[3] == 0.4);
}

}  // namespace sluice
