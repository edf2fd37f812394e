// Tests of arithmetic: every operation against the same operation on single numbers, on random
// views.
#include "runtime/tensor/arithmetic.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
namespace {

using testing::make_tensor;
using testing::make_vector;
using testing::Random;
using testing::Values;
using testing::values_of;

using WithNumber = std::pair<void (*)(Tensor&, const Tensor&, double), double (*)(double, double)>;
using WithTensor =
    std::pair<void (*)(Tensor&, const Tensor&, const Tensor&), double (*)(double, double)>;

double quotient(double x, double y) { return std::trunc(x / y); }

// The elements are 1 to 9 and results below 128, so that all types can hold them.
void check_with_number(Random& random, ElementType type, const WithNumber& operation) {
  const Tensor a = testing::random_view(random, testing::random_sizes(random, 4), type);
  Values expected = values_of(a);
  for (double& x : expected) x = operation.second(x, 3);
  Tensor fresh(type);
  operation.first(fresh, a, 3);
  CHECK(values_of(fresh) == expected);
  Tensor in_place = a;
  operation.first(in_place, a, 3);
  CHECK(values_of(a) == expected);
}

void check_with_tensor(Random& random, ElementType type, const WithTensor& operation) {
  const Dims sizes = testing::random_sizes(random, 4);
  const Tensor a = testing::random_view(random, sizes, type);
  const Tensor b = testing::random_view(random, sizes, type);
  Values expected = values_of(a);
  const Values second = values_of(b);
  for (std::size_t i = 0; i < expected.size(); ++i)
    expected[i] = operation.second(expected[i], second[i]);
  Tensor result = testing::random_view(random, sizes, type);
  operation.first(result, a, b);
  CHECK(values_of(result) == expected);
}

}  // namespace

TEST_CASE("arithmetic with a number, all types, any layout") {
  const std::vector<WithNumber> operations{
      {add, [](double x, double y) { return x + y; }},
      {multiply, [](double x, double y) { return x * y; }},
      {fmod, [](double x, double y) { return std::fmod(x, y); }},
      {remainder, [](double x, double y) { return std::fmod(x, y); }},
      {maximum, [](double x, double y) { return std::max(x, y); }},
      {minimum, [](double x, double y) { return std::min(x, y); }}};
  const unsigned seed = 1;
  INFO("seed " << seed);
  Random random(seed);
  for (const ElementType type : kElementTypes)
    for (const WithNumber& operation : operations) check_with_number(random, type, operation);
}

TEST_CASE("arithmetic with a tensor, all types, any layout") {
  const std::vector<WithTensor> operations{
      {multiply, [](double x, double y) { return x * y; }},
      {fmod, [](double x, double y) { return std::fmod(x, y); }},
      {remainder, [](double x, double y) { return std::fmod(x, y); }},
      {maximum, [](double x, double y) { return std::max(x, y); }},
      {minimum, [](double x, double y) { return std::min(x, y); }}};
  const unsigned seed = 2;
  INFO("seed " << seed);
  Random random(seed);
  for (const ElementType type : kElementTypes)
    for (const WithTensor& operation : operations) check_with_tensor(random, type, operation);
  for (const ElementType type : {ElementType::Byte, ElementType::Int, ElementType::Long})
    check_with_tensor(random, type, {divide, quotient});
}

TEST_CASE("sums and differences with a scale") {
  Tensor r(ElementType::Double);
  add(r, make_vector({1, 2}), 10, make_vector({3, 4}));
  CHECK(values_of(r) == Values{31, 42});
  subtract(r, make_vector({1, 2}), 2, make_vector({3, 4}));
  CHECK(values_of(r) == Values{-5, -6});
  add_product(r, make_vector({1, 2}), 2, make_vector({3, 4}), make_vector({5, 6}));
  CHECK(values_of(r) == Values{31, 50});
  add_quotient(r, make_vector({1, 2}), 2, make_vector({6, 4}), make_vector({3, 8}));
  CHECK(values_of(r) == Values{5, 3});
  negate(r, make_vector({1, -2}));
  CHECK(values_of(r) == Values{-1, 2});
  clamp(r, make_vector({-5, 0.5, 5}), -1, 1);
  CHECK(values_of(r) == Values{-1, 0.5, 1});
}

TEST_CASE("the remainders differ in sign") {
  for (const ElementType type : {ElementType::Int, ElementType::Double}) {
    Tensor r(type);
    fmod(r, make_vector({-7, 7}, type), make_vector({3, -3}, type));
    CHECK(values_of(r) == Values{-1, 1});
    remainder(r, make_vector({-7, 7}, type), make_vector({3, -3}, type));
    CHECK(values_of(r) == Values{2, -2});
  }
}

TEST_CASE("integers wrap around, and their division by 0 is an error") {
  Tensor r(ElementType::Byte);
  add(r, make_vector({250}, ElementType::Byte), 10);
  CHECK(values_of(r) == Values{4});
  Tensor longs(ElementType::Long, Dims{1});
  longs.data<std::int64_t>()[0] = INT64_MIN;
  divide(longs, longs, -1);
  CHECK(longs.data<std::int64_t>()[0] == INT64_MIN);
  CHECK_THROWS_AS(divide(longs, longs, 0), Error);
  CHECK_THROWS_AS(fmod(longs, longs, 0), Error);
}

TEST_CASE("the second operand may be the result, whatever its sizes") {
  const Tensor a = make_tensor(Dims{3, 2}, {1, 2, 3, 4, 5, 6});
  Tensor b = transpose(make_tensor(Dims{3, 2}, {10, 40, 20, 50, 30, 60}));
  add(b, a, 1, b);
  CHECK(b.sizes() == Dims{3, 2});
  CHECK(values_of(b) == Values{11, 22, 33, 44, 55, 66});
  Tensor c = make_vector({1, 2});
  add_product(c, make_vector({10, 20}), 1, c, c);
  CHECK(values_of(c) == Values{11, 24});
}

TEST_CASE("other sizes with as many elements are paired in order; other counts are refused") {
  Tensor r(ElementType::Double);
  const Tensor a = testing::make_tensor(Dims{2, 2}, {1, 2, 3, 4});
  multiply(r, a, make_vector({1, 10, 100, 1000}));
  CHECK(r.sizes() == Dims{2, 2});
  CHECK(values_of(r) == Values{1, 20, 300, 4000});
  CHECK_THROWS_AS(multiply(r, a, make_vector({1, 2})), Error);
  CHECK_THROWS_AS(add_product(r, a, 1, a, make_vector({1})), Error);
}

}  // namespace sluice
