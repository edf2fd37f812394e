// Tests of products against plain loops, for all types and layouts.
#include "runtime/tensor/linear.hpp"

#include <catch2/catch.hpp>

#include "runtime/tensor/create.hpp"
#include "tests/runtime/tensor/values.hpp"

namespace sluice {
namespace {
using testing::draw;
using testing::make_tensor;
using testing::make_vector;
using testing::Random;
using testing::random_view;
using testing::Values;
using testing::values_of;

Values plain_product(const Tensor& a, const Tensor& b) {
  const Values x = values_of(a);
  const Values y = values_of(b);
  const auto rows = static_cast<std::size_t>(a.size(0));
  const auto inner = static_cast<std::size_t>(a.size(1));
  const auto columns = static_cast<std::size_t>(b.size(1));
  Values result(rows * columns, 0);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j)
      for (std::size_t k = 0; k < inner; ++k)
        result[i * columns + j] += x[i * inner + k] * y[k * columns + j];
  return result;
}

constexpr ElementType kWideTypes[] = {ElementType::Short, ElementType::Int, ElementType::Long,
                                      ElementType::Float, ElementType::Double};
}  // namespace

TEST_CASE("products of matrices of any layout, sizes 1 included") {
  const unsigned seed = 4;
  INFO("seed " << seed);
  Random random(seed);
  for (const ElementType type : kWideTypes) {
    for (int round = 0; round < 20; ++round) {
      const std::int64_t rows = draw(random, 1, 4);
      const std::int64_t inner = draw(random, 1, 4);
      const std::int64_t columns = draw(random, 1, 4);
      const Tensor a = random_view(random, Dims{rows, inner}, type);
      const Tensor b = random_view(random, Dims{inner, columns}, type);
      Tensor c = random_view(random, Dims{rows, columns}, type);
      const Values before = values_of(c);
      Values expected = plain_product(a, b);
      multiply_matrices(c, a, b);
      REQUIRE(values_of(c) == expected);
      const Tensor start = make_tensor(Dims{rows, columns}, before, type);
      add_matrix_matrix(c, 3, start, 2, a, b);
      for (std::size_t i = 0; i < expected.size(); ++i)
        expected[i] = 2 * expected[i] + 3 * before[i];
      REQUIRE(values_of(c) == expected);
    }
  }
}

TEST_CASE("a matrix times a vector of any stride") {
  const unsigned seed = 5;
  INFO("seed " << seed);
  Random random(seed);
  for (const ElementType type : kWideTypes) {
    for (int round = 0; round < 10; ++round) {
      const Tensor a = random_view(random, Dims{draw(random, 1, 4), draw(random, 1, 4)}, type);
      const Tensor x = select(random_view(random, Dims{a.size(1), 2}, type), 1, 0);
      Tensor y(type);
      multiply_matrix_vector(y, a, x);
      REQUIRE(values_of(y) == plain_product(a, unsqueeze(x, 1)));
    }
  }
  Tensor y(ElementType::Double);
  multiply_matrix_vector(y, make_tensor(Dims{2, 2}, {1, 2, 3, 4}),
                         expand(make_vector({2}), Dims{2}));
  CHECK(values_of(y) == Values{6, 14});
}

TEST_CASE("a result may be one of its factors") {
  Tensor a = make_tensor(Dims{2, 2}, {1, 2, 3, 4});
  multiply_matrices(a, Tensor(a), Tensor(a));
  CHECK(values_of(a) == Values{7, 10, 15, 22});
  Tensor x = make_vector({1, 2});
  multiply_matrix_vector(x, a, Tensor(x));
  CHECK(values_of(x) == Values{27, 59});
}

TEST_CASE("the start is read before a result that is a factor is written") {
  Tensor a = make_tensor(Dims{2, 2}, {1, 2, 3, 4});
  add_matrix_matrix(a, 1, make_tensor(Dims{2, 2}, {10, 10, 10, 10}), 1, a, a);
  CHECK(values_of(a) == Values{17, 20, 25, 32});
  Tensor x = testing::make_vector({1, 2});
  add_matrix_vector(x, 1, testing::make_vector({10, 10}), 1, make_tensor(Dims{2, 2}, {1, 2, 3, 4}),
                    x);
  CHECK(values_of(x) == Values{15, 21});
}

TEST_CASE("a single row may lie at any stride") {
  constexpr std::int64_t kFar = std::int64_t{1} << 40;
  const Tensor row = make_tensor(Dims{1, 2}, {1, 2}).view_as(0, Dims{1, 2}, Dims{kFar, 1});
  Tensor r(ElementType::Double);
  multiply_matrices(r, row, transpose(row));
  CHECK(values_of(r) == Values{5});
}

TEST_CASE("dot and outer products") {
  CHECK(dot(make_vector({1, 2, 3}), make_vector({4, 5, 6})) == 32);
  CHECK(dot(make_vector({1, 2}, ElementType::Int), make_vector({4, 5}, ElementType::Int)) == 14);
  Tensor r(ElementType::Double);
  multiply_outer(r, make_vector({1, 2}), make_vector({3, 4}));
  CHECK(values_of(r) == Values{3, 4, 6, 8});
  add_outer(r, 2, Tensor(r), 1, make_vector({1, 1}), make_vector({1, 0}));
  CHECK(values_of(r) == Values{7, 8, 13, 16});
}

TEST_CASE("batches of products, apart and added up") {
  const Tensor a = make_tensor(Dims{2, 1, 2}, {1, 2, 3, 4});
  const Tensor b = make_tensor(Dims{2, 2, 1}, {1, 1, 2, 2});
  Tensor r(ElementType::Double);
  multiply_batches(r, a, b);
  CHECK(values_of(r) == Values{3, 14});
  add_batch_sum(r, 2, make_tensor(Dims{1, 1}, {100}), 1, a, b);
  CHECK(values_of(r) == Values{217});
  add_batches(r, 1, make_tensor(Dims{2, 1, 1}, {1, 2}), 1, a, b);
  CHECK(values_of(r) == Values{4, 16});
}

TEST_CASE("with beta 0 the start is never read") {
  Tensor r(ElementType::Double);
  const Tensor start = make_tensor(Dims{1, 1}, {NAN});
  add_matrix_matrix(r, 0, start, 1, make_tensor(Dims{1, 1}, {2}), make_tensor(Dims{1, 1}, {3}));
  CHECK(values_of(r) == Values{6});
}

TEST_CASE("sizes that do not match are refused") {
  Tensor r(ElementType::Double);
  const Tensor m = make_tensor(Dims{2, 3}, {1, 2, 3, 4, 5, 6});
  CHECK_THROWS_AS(multiply_matrices(r, m, m), Error);
  CHECK_THROWS_AS(multiply_matrix_vector(r, m, make_vector({1, 2})), Error);
  CHECK_THROWS_AS(multiply_matrices(r, m, make_vector({1, 2, 3})), Error);
  CHECK_THROWS_AS(add_matrix_matrix(r, 1, make_vector({1}), 1, m, transpose(m)), Error);
  CHECK_THROWS_AS(multiply_batches(r, m, m), Error);
  CHECK_THROWS_AS(dot(m, make_vector({1})), Error);
}

}  // namespace sluice
