// Tests of tensors of random numbers: the generator's stream in row-major order, and its bounds.
#include "runtime/tensor/random_fill.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
using testing::make_vector;
using testing::Values;
using testing::values_of;

TEST_CASE("numbers are drawn in row-major order whatever the layout") {
  Generator generator(123);
  const Tensor t = transpose(Tensor(ElementType::Double, Dims{2, 3}));
  fill_uniform(t, generator, 0, 1);
  generator.set_seed(123);
  for (const double value : values_of(t)) CHECK(value == generator.uniform());
}

TEST_CASE("whole numbers keep to their bounds") {
  Generator generator(1);
  const Tensor t(ElementType::Int, Dims{1000});
  fill_random(t, generator, -2, 2);
  const Values values = values_of(t);
  CHECK(*std::min_element(values.begin(), values.end()) == -2);
  CHECK(*std::max_element(values.begin(), values.end()) == 2);
  const Tensor bytes(ElementType::Byte, Dims{1});
  generator.set_seed(123);
  fill_random(bytes, generator);
  CHECK(values_of(bytes) == Values{2991312382 % 256});
  CHECK_THROWS_AS(fill_random(t, generator, 2, 1), Error);
}

TEST_CASE("Bernoulli takes one probability or one for each element") {
  Generator generator(1);
  const Tensor t(ElementType::Byte, Dims{2});
  fill_bernoulli(t, generator, make_vector({0, 1}));
  CHECK(values_of(t) == Values{0, 1});
  fill_bernoulli(t, generator, 1);
  CHECK(values_of(t) == Values{1, 1});
  CHECK_THROWS_AS(fill_bernoulli(t, generator, 1.5), Error);
  CHECK_THROWS_AS(fill_bernoulli(t, generator, make_vector({0, 2})), Error);
}

TEST_CASE("normal numbers have the mean and the deviation asked for") {
  Generator generator(7);
  const Tensor t(ElementType::Float, Dims{4});
  fill_normal(t, generator, make_vector({1, 2, 3, 4}), make_vector({1e-9, 1e-9, 1e-9, 1e-9}));
  CHECK(values_of(t) == Values{1, 2, 3, 4});
  CHECK_THROWS_AS(fill_normal(t, generator, 0, 0), Error);
  CHECK_THROWS_AS(fill_uniform(Tensor(ElementType::Int, Dims{1}), generator, 0, 1), Error);
}

TEST_CASE("a permutation holds every number once") {
  Generator generator(5);
  Tensor r(ElementType::Long);
  random_permutation(r, generator, 50);
  Values values = values_of(r);
  CHECK_FALSE(std::is_sorted(values.begin(), values.end()));
  std::sort(values.begin(), values.end());
  for (int i = 0; i < 50; ++i) CHECK(values[static_cast<std::size_t>(i)] == i + 1);
  CHECK_THROWS_AS(random_permutation(r, generator, 0), Error);
}

TEST_CASE("multinomial numbers follow their probabilities") {
  Generator generator(3);
  Tensor r(ElementType::Long);
  multinomial(r, generator, make_vector({0, 1, 0}), 5, true);
  CHECK(values_of(r) == Values{2, 2, 2, 2, 2});
  multinomial(r, generator, testing::make_tensor(Dims{2, 3}, {1, 2, 0, 0, 1, 1}), 2, false);
  Values rows = values_of(r);
  std::sort(rows.begin(), rows.begin() + 2);
  std::sort(rows.begin() + 2, rows.end());
  CHECK(rows == Values{1, 2, 2, 3});
  CHECK_THROWS_AS(multinomial(r, generator, make_vector({1, 0}), 2, false), Error);
  CHECK_THROWS_AS(multinomial(r, generator, make_vector({0, 0}), 1, true), Error);
  CHECK_THROWS_AS(multinomial(r, generator, make_vector({1, -1}), 1, true), Error);
}

}  // namespace sluice
