// Tests of comparisons and bit operations.
#include "runtime/tensor/compare.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
using testing::make_vector;
using testing::Values;
using testing::values_of;

TEST_CASE("comparisons with a number and with a tensor") {
  const std::map<std::string_view, Values> expected{{"lt", {1, 0, 0}}, {"le", {1, 1, 0}},
                                                    {"gt", {0, 0, 1}}, {"ge", {0, 1, 1}},
                                                    {"eq", {0, 1, 0}}, {"ne", {1, 0, 1}}};
  for (const ElementType type : kElementTypes) {
    const Tensor a = make_vector({1, 2, 3}, type);
    for (const NamedComparison& named : comparisons()) {
      INFO(named.name);
      Tensor bytes(ElementType::Byte);
      compare(named.comparison, bytes, a, 2);
      CHECK(values_of(bytes) == expected.at(named.name));
      Tensor same_type(type);
      compare(named.comparison, same_type, a, make_vector({2, 2, 2}, type));
      CHECK(values_of(same_type) == expected.at(named.name));
    }
  }
}

TEST_CASE("nothing compares with what is not a number, except as different") {
  Tensor r(ElementType::Byte);
  compare(Comparison::LessEqual, r, make_vector({NAN}), 1);
  CHECK(values_of(r) == Values{0});
  compare(Comparison::NotEqual, r, make_vector({NAN}), make_vector({NAN}));
  CHECK(values_of(r) == Values{1});
}

TEST_CASE("equal compares sizes and elements") {
  CHECK(equal(make_vector({1, 2}), make_vector({1, 2})));
  CHECK_FALSE(equal(make_vector({1, 2}), make_vector({1, 3})));
  CHECK_FALSE(equal(make_vector({1, 2}), testing::make_tensor(Dims{1, 2}, {1, 2})));
  CHECK(equal(Tensor(), Tensor()));
}

TEST_CASE("bit operations on integers") {
  Tensor r(ElementType::Byte);
  const Tensor a = make_vector({12, 10}, ElementType::Byte);
  apply(BitOperation::And, r, a, 6);
  CHECK(values_of(r) == Values{4, 2});
  apply(BitOperation::Xor, r, a, make_vector({255, 10}, ElementType::Byte));
  CHECK(values_of(r) == Values{243, 0});
  apply(BitOperation::Or, r, a, 1);
  CHECK(values_of(r) == Values{13, 11});
  apply(BitOperation::ShiftLeft, r, a, 5);
  CHECK(values_of(r) == Values{128, 64});
  apply(BitOperation::ShiftRight, r, a, make_vector({2, 9}, ElementType::Byte));
  CHECK(values_of(r) == Values{3, 0});
  Tensor floats(ElementType::Float);
  CHECK_THROWS_AS(apply(BitOperation::And, floats, floats, 1), Error);
}

}  // namespace sluice
