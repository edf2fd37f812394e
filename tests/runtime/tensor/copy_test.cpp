// Tests of copies between all element types and layouts.
#include "runtime/tensor/copy.hpp"

#include <catch2/catch.hpp>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
using testing::make_tensor;
using testing::make_vector;
using testing::Values;
using testing::values_of;

TEST_CASE("copies keep values and order for any types and layouts") {
  const unsigned seed = 20;
  INFO("seed " << seed);
  testing::Random random(seed);
  for (const ElementType to : kElementTypes) {
    for (const ElementType from : kElementTypes) {
      const Dims sizes = testing::random_sizes(random, 4);
      const Tensor source = testing::random_view(random, sizes, from);
      const Tensor target = testing::random_view(random, sizes, to);
      copy(target, source);
      REQUIRE(values_of(target) == values_of(source));
    }
  }
}

TEST_CASE("tensors of other sizes but as many elements are copied in row-major order") {
  const Tensor target = transpose(make_tensor(Dims{2, 3}, {0, 0, 0, 0, 0, 0}));
  copy(target, make_vector({1, 2, 3, 4, 5, 6}));
  CHECK(values_of(target) == Values{1, 2, 3, 4, 5, 6});
  CHECK_THROWS_AS(copy(target, make_vector({1, 2})), Error);
}

TEST_CASE("conversion to integers drops fractions and wraps") {
  CHECK(values_of(convert(make_vector({2.9, -2.9, 256}), ElementType::Byte)) == Values{2, 254, 0});
  CHECK(values_of(convert(make_vector({300, -129}, ElementType::Int), ElementType::Char)) ==
        Values{44, 127});
}

TEST_CASE("clone is contiguous and separate") {
  const Tensor t = transpose(make_tensor(Dims{2, 2}, {1, 2, 3, 4}));
  const Tensor copied = clone(t);
  fill(t, 0);
  CHECK(copied.is_contiguous());
  CHECK(values_of(copied) == Values{1, 3, 2, 4});
}

TEST_CASE("fill writes the view only") {
  const Tensor t = make_tensor(Dims{2, 3}, {1, 2, 3, 4, 5, 6});
  fill(narrow(t, 1, 1, 1), 9);
  CHECK(values_of(t) == Values{1, 9, 3, 4, 9, 6});
}

TEST_CASE("storages are copied whole") {
  const Ref<Storage> from = make_vector({1, 2, 3}).storage();
  const Ref<Storage> to = Storage::create(ElementType::Int, 3);
  copy(*to, *from);
  CHECK(get_element(*to, 2) == 3);
  CHECK_THROWS_AS(copy(*to, *Storage::create(ElementType::Int, 2)), Error);
}

}  // namespace sluice
