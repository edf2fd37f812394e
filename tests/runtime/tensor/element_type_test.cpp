// Tests of element types: names, dispatch, and numbers turned into elements.
#include "runtime/tensor/element_type.hpp"

#include <catch2/catch.hpp>
#include <limits>

namespace sluice {

TEST_CASE("names and sizes of the element types") {
  CHECK(name_of(ElementType::Byte) == "Byte");
  CHECK(name_of(ElementType::Double) == "Double");
  CHECK(size_in_bytes(ElementType::Short) == 2);
  CHECK(size_in_bytes(ElementType::Long) == 8);
}

TEST_CASE("dispatch gives the type whose tag it got") {
  for (const ElementType type : kElementTypes) {
    const ElementType seen = dispatch(type, []<typename T>() { return element_type_of<T>(); });
    CHECK(seen == type);
  }
}

TEST_CASE("narrower dispatches refuse the other types") {
  const auto tag = []<typename T>() { return element_type_of<T>(); };
  CHECK(dispatch_floating(ElementType::Float, tag) == ElementType::Float);
  CHECK(dispatch_integer(ElementType::Short, tag) == ElementType::Short);
  CHECK_THROWS_AS(dispatch_floating(ElementType::Long, tag), Error);
  CHECK_THROWS_AS(dispatch_integer(ElementType::Float, tag), Error);
}

TEST_CASE("numbers become integers by dropping the fraction and wrapping around") {
  CHECK(element_from<std::uint8_t>(-1) == 255);
  CHECK(element_from<std::uint8_t>(300.9) == 44);
  CHECK(element_from<std::int8_t>(200) == -56);
  CHECK(element_from<std::int32_t>(-2.9) == -2);
  CHECK(element_from<std::int64_t>(1e300) == std::numeric_limits<std::int64_t>::min());
  CHECK(element_from<std::int32_t>(std::numeric_limits<double>::quiet_NaN()) == 0);
  CHECK(element_from<float>(0.1) == 0.1F);
}

}  // namespace sluice
