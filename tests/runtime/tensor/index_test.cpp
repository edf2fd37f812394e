// Tests of masks and index tensors.
#include "runtime/tensor/index.hpp"

#include <catch2/catch.hpp>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
namespace {
using testing::make_indices;
using testing::make_tensor;
using testing::make_vector;
using testing::Values;
using testing::values_of;

Tensor make_mask(const Values& values) { return make_vector(values, ElementType::Byte); }
Tensor matrix() { return make_tensor(Dims{2, 3}, {1, 2, 3, 4, 5, 6}); }
}  // namespace

TEST_CASE("masks select, fill and copy in row-major order") {
  const Tensor t = transpose(matrix());
  const Tensor mask = make_tensor(Dims{3, 2}, {1, 0, 0, 1, 1, 0}, ElementType::Byte);
  Tensor r(ElementType::Double);
  masked_select(r, t, mask);
  CHECK(values_of(r) == Values{1, 5, 3});
  masked_copy(t, mask, make_vector({10, 20, 30}));
  CHECK(values_of(t) == Values{10, 4, 2, 20, 30, 6});
  masked_fill(t, mask, 0);
  CHECK(values_of(t) == Values{0, 4, 2, 0, 0, 6});
  masked_select(r, t, make_mask({0, 0, 0, 0, 0, 0}));
  CHECK(r.empty());
}

TEST_CASE("masks of a wrong type or size are refused") {
  Tensor r(ElementType::Double);
  CHECK_THROWS_AS(masked_select(r, matrix(), make_mask({1})), Error);
  CHECK_THROWS_AS(masked_fill(matrix(), matrix(), 1), Error);
  CHECK_THROWS_AS(masked_copy(make_vector({1, 2}), make_mask({1, 1}), make_vector({1})), Error);
}

TEST_CASE("positions of elements other than 0") {
  Tensor r(ElementType::Long);
  nonzero(r, make_tensor(Dims{2, 2}, {0, 5, 7, 0}));
  CHECK(r.sizes() == Dims{2, 2});
  CHECK(values_of(r) == Values{1, 2, 2, 1});
  nonzero(r, make_vector({0}));
  CHECK(r.empty());
}

TEST_CASE("index vectors select, copy, add and fill slices") {
  Tensor r(ElementType::Double);
  index_select(r, matrix(), 1, make_indices({3, 1, 3}));
  CHECK(values_of(r) == Values{3, 1, 3, 6, 4, 6});
  index_select(r, make_vector({7, 8}), 0, make_indices({2}));
  CHECK(values_of(r) == Values{8});
  const Tensor t = matrix();
  index_add(t, 0, make_indices({2, 2}), matrix());
  CHECK(values_of(t) == Values{1, 2, 3, 9, 12, 15});
  index_copy(t, 1, make_indices({2}), make_tensor(Dims{2, 1}, {0, -1}));
  CHECK(values_of(t) == Values{1, 0, 3, 9, -1, 15});
  index_fill(t, 0, make_indices({1}), 4);
  CHECK(values_of(t) == Values{4, 4, 4, 9, -1, 15});
}

TEST_CASE("a selection may overwrite its input") {
  Tensor t = matrix();
  index_select(t, t, 1, make_indices({3, 1}));
  CHECK(values_of(t) == Values{3, 1, 6, 4});
  Tensor u = matrix();
  gather(u, u, 1, make_tensor(Dims{2, 2}, {3, 1, 2, 1}, ElementType::Long));
  CHECK(values_of(u) == Values{3, 1, 5, 4});
  Tensor positions = make_indices({0, 7, 0, 8});
  nonzero(positions, positions);
  CHECK(values_of(positions) == Values{2, 4});
  Tensor rows = make_indices({2, 2, 1});
  index_select(rows, make_indices({40, 50}), 0, rows);
  CHECK(values_of(rows) == Values{50, 50, 40});
}

TEST_CASE("wrong indices are refused") {
  Tensor r(ElementType::Double);
  CHECK_THROWS_AS(index_select(r, matrix(), 1, make_indices({4})), Error);
  CHECK_THROWS_AS(index_select(r, matrix(), 1, make_indices({0})), Error);
  CHECK_THROWS_AS(index_select(r, matrix(), 2, make_indices({1})), Error);
  CHECK_THROWS_AS(index_select(r, matrix(), 1, make_vector({1})), Error);
  CHECK_THROWS_AS(index_copy(matrix(), 0, make_indices({1}), matrix()), Error);
}

TEST_CASE("gather and scatter are opposites") {
  const Tensor indices = make_tensor(Dims{2, 2}, {3, 1, 2, 2}, ElementType::Long);
  Tensor r(ElementType::Double);
  gather(r, matrix(), 1, indices);
  CHECK(values_of(r) == Values{3, 1, 5, 5});
  const Tensor t = make_tensor(Dims{2, 3}, {0, 0, 0, 0, 0, 0});
  scatter(t, 1, indices, r);
  CHECK(values_of(t) == Values{1, 0, 3, 0, 5, 0});
  scatter(t, 1, indices, -1.0);
  CHECK(values_of(t) == Values{-1, 0, -1, 0, -1, 0});
  CHECK_THROWS_AS(gather(r, matrix(), 0, indices), Error);
  CHECK_THROWS_AS(scatter(t, 1, indices, matrix()), Error);
}

}  // namespace sluice
