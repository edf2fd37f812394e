// Tests of tensors with given content and of concatenation.
#include "runtime/tensor/create.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
using testing::make_tensor;
using testing::make_vector;
using testing::Values;
using testing::values_of;

TEST_CASE("sequences") {
  Tensor r(ElementType::Double);
  range(r, 2, 7, 2);
  CHECK(values_of(r) == Values{2, 4, 6});
  range(r, 1, -1, -1);
  CHECK(values_of(r) == Values{1, 0, -1});
  linspace(r, 0, 1, 5);
  CHECK(values_of(r) == Values{0, 0.25, 0.5, 0.75, 1});
  logspace(r, 0, 2, 3);
  CHECK(values_of(r) == Values{1, 10, 100});
  CHECK_THROWS_AS(range(r, 1, 0, 1), Error);
  CHECK_THROWS_AS(range(r, 1, 2, 0), Error);
  CHECK_THROWS_AS(linspace(r, 0, 1, 0), Error);
}

TEST_CASE("unit matrices, diagonals and triangles") {
  Tensor r(ElementType::Int);
  eye(r, 2, 3);
  CHECK(values_of(r) == Values{1, 0, 0, 0, 1, 0});
  const Tensor m = make_tensor(Dims{2, 3}, {1, 2, 3, 4, 5, 6}, ElementType::Int);
  diagonal(r, m, 1);
  CHECK(values_of(r) == Values{2, 6});
  diagonal(r, make_vector({7, 8}, ElementType::Int), -1);
  CHECK(values_of(r) == Values{0, 0, 0, 7, 0, 0, 0, 8, 0});
  lower_triangle(r, m, 0);
  CHECK(values_of(r) == Values{1, 0, 0, 4, 5, 0});
  upper_triangle(r, m, 1);
  CHECK(values_of(r) == Values{0, 2, 3, 0, 0, 6});
  CHECK_THROWS_AS(diagonal(r, m, 3), Error);
  CHECK_THROWS_AS(lower_triangle(r, make_vector({1}, ElementType::Int), 0), Error);
}

TEST_CASE("concatenation along any dimension, empty parts left out") {
  Tensor r(ElementType::Double);
  const Tensor m = make_tensor(Dims{2, 2}, {1, 2, 3, 4});
  concatenate(r, std::array{m, Tensor(), m}, 0);
  CHECK(values_of(r) == Values{1, 2, 3, 4, 1, 2, 3, 4});
  concatenate(r, std::array{m, transpose(m)}, -1);
  CHECK(values_of(r) == Values{1, 2, 1, 3, 3, 4, 2, 4});
  concatenate(r, std::array{make_vector({1, 2}), make_vector({3, 4})}, 1);
  CHECK(r.sizes() == Dims{2, 2});
  CHECK(values_of(r) == Values{1, 3, 2, 4});
  CHECK_THROWS_AS(concatenate(r, std::array{m, make_tensor(Dims{1, 3}, {1, 2, 3})}, 0), Error);
}

TEST_CASE("repetition") {
  Tensor r(ElementType::Double);
  repeat(r, make_vector({1, 2}), Dims{2, 2});
  CHECK(r.sizes() == Dims{2, 4});
  CHECK(values_of(r) == Values{1, 2, 1, 2, 1, 2, 1, 2});
  CHECK_THROWS_AS(repeat(r, make_tensor(Dims{1, 2}, {1, 2}), Dims{2}), Error);
  CHECK_THROWS_AS(repeat(r, make_vector({1}), Dims{0}), Error);
}

TEST_CASE("histograms") {
  Tensor r(ElementType::Double);
  histogram(r, make_vector({0, 1, 2, 3, 4}), 2, 0, 0);
  CHECK(values_of(r) == Values{2, 3});
  histogram(r, make_vector({-1, 0.5, 9}), 2, 0, 1);
  CHECK(values_of(r) == Values{0, 1});
  CHECK_THROWS_AS(histogram(r, make_vector({1}), 0, 0, 1), Error);
}

TEST_CASE("a histogram may overwrite its input") {
  Tensor t = make_vector({1, 2, 2, 3});
  histogram(t, t, 3, 1, 3);
  CHECK(values_of(t) == Values{1, 2, 1});
}

TEST_CASE("vector products") {
  Tensor r(ElementType::Double);
  cross(r, make_vector({1, 0, 0}), make_vector({0, 1, 0}), -1);
  CHECK(values_of(r) == Values{0, 0, 1});
  CHECK_THROWS_AS(cross(r, make_vector({1, 0}), make_vector({0, 1}), -1), Error);
}

}  // namespace sluice
