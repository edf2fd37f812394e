// Tests of the functions of single elements.
#include "runtime/tensor/math.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
using testing::make_vector;
using testing::Values;
using testing::values_of;

TEST_CASE("every function agrees on single numbers, doubles and floats") {
  for (const NamedMath& named : math_functions()) {
    INFO(named.name);
    const Values inputs{0.25, 0.5, 0.9};
    Tensor doubles(ElementType::Double);
    Tensor floats(ElementType::Float);
    apply(named.function, doubles, make_vector(inputs));
    apply(named.function, floats, make_vector(inputs, ElementType::Float));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      CHECK(values_of(doubles)[i] == apply(named.function, inputs[i]));
      CHECK(values_of(floats)[i] == Approx(apply(named.function, inputs[i])).epsilon(1e-6));
    }
  }
}

TEST_CASE("values of the functions that the standard library does not have") {
  CHECK(apply(Math::Frac, -1.25) == -0.25);
  CHECK(apply(Math::Inverse, 4) == 0.25);
  CHECK(apply(Math::Rsqrt, 4) == 0.5);
  CHECK(apply(Math::Sigmoid, 0) == 0.5);
  CHECK(apply(Math::Sign, -3) == -1);
  CHECK(apply(Math::Sign, 0) == 0);
  CHECK(apply(Math::Round, -2.5) == -3);
}

TEST_CASE("integers have absolute values and signs, and no exponentials") {
  Tensor r(ElementType::Int);
  absolute(r, make_vector({-3, 2}, ElementType::Int));
  CHECK(values_of(r) == Values{3, 2});
  sign(r, make_vector({-3, 0}, ElementType::Int));
  CHECK(values_of(r) == Values{-1, 0});
  CHECK_THROWS_AS(apply(Math::Exp, r, r), Error);
}

TEST_CASE("powers") {
  Tensor r(ElementType::Double);
  power(r, make_vector({3, 4}), 2);
  CHECK(values_of(r) == Values{9, 16});
  power(r, make_vector({9, 4}), 0.5);
  CHECK(values_of(r) == Values{3, 2});
  power(r, make_vector({2, 4}), -1);
  CHECK(values_of(r) == Values{0.5, 0.25});
  power(r, 2.0, make_vector({3, 4}));
  CHECK(values_of(r) == Values{8, 16});
  Tensor integers(ElementType::Int);
  power(integers, make_vector({3, 2}, ElementType::Int), make_vector({2, 5}, ElementType::Int));
  CHECK(values_of(integers) == Values{9, 32});
}

TEST_CASE("atan2 and interpolation take two tensors") {
  Tensor r(ElementType::Double);
  atan2(r, make_vector({1}), make_vector({-1}));
  CHECK(values_of(r)[0] == std::atan2(1, -1));
  interpolate(r, make_vector({1, 2}), make_vector({3, 6}), 0.25);
  CHECK(values_of(r) == Values{1.5, 3});
}

}  // namespace sluice
