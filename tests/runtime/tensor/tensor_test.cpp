// Tests of Tensor: sizes, strides, storages that grow, and views that must fit.
#include "runtime/tensor/tensor.hpp"

#include <catch2/catch.hpp>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
using testing::make_vector;
using testing::Values;
using testing::values_of;

TEST_CASE("a new tensor is empty and has no storage") {
  const Tensor t(ElementType::Float);
  CHECK(t.empty());
  CHECK(t.dim() == 0);
  CHECK(t.element_count() == 0);
  CHECK_FALSE(t.storage());
  CHECK(t.data<float>() == nullptr);
  CHECK(describe(t) == "torch.FloatTensor with no dimension");
}

TEST_CASE("a tensor with sizes is contiguous in row-major order") {
  const Tensor t(ElementType::Int, Dims{2, 3, 4});
  CHECK(t.strides() == Dims{12, 4, 1});
  CHECK(t.is_contiguous());
  CHECK(t.storage()->size() == 24);
  CHECK(describe(t) == "torch.IntTensor of size 2x3x4");
}

TEST_CASE("a size of 0 makes a tensor empty") {
  CHECK(Tensor(ElementType::Int, Dims{3, 0}).empty());
}

TEST_CASE("copies of a tensor view the same elements") {
  const Tensor t = make_vector({1, 2, 3});
  const Tensor copy = t;
  copy.data<double>()[1] = 7;
  CHECK(values_of(t) == Values{1, 7, 3});
}

TEST_CASE("resize keeps the storage while it is large enough, and grows it otherwise") {
  Tensor t = make_vector({1, 2, 3, 4, 5, 6});
  const Storage* storage = t.storage().get();
  t.resize(Dims{2, 2});
  CHECK(values_of(t) == Values{1, 2, 3, 4});
  CHECK(t.storage()->size() == 6);
  t.resize(Dims{2, 4});
  CHECK(t.storage().get() == storage);
  CHECK(t.storage()->size() == 8);
  CHECK(t.data<double>()[5] == 6);
}

TEST_CASE("resize to the same sizes keeps a view that is not contiguous") {
  Tensor t = transpose(testing::make_tensor(Dims{2, 3}, {1, 2, 3, 4, 5, 6}));
  t.resize(Dims{3, 2});
  CHECK(t.strides() == Dims{1, 3});
}

TEST_CASE("resize with strides fills in the negative ones") {
  Tensor t(ElementType::Double);
  t.resize(Dims{2, 3}, Dims{-1, -1});
  CHECK(t.strides() == Dims{3, 1});
  t.resize(Dims{2, 3}, Dims{10, 2});
  CHECK(t.storage()->size() == 15);
  CHECK_THROWS_AS(t.resize(Dims{2, 3}, Dims{1}), Error);
}

TEST_CASE("impossible sizes are refused") {
  Tensor t(ElementType::Double);
  CHECK_THROWS_AS(t.resize(Dims{-2}), Error);
  CHECK_THROWS_AS(t.resize(Dims{INT64_MAX / 2, 3}), Error);
  CHECK_THROWS_AS(t.resize(Dims{INT64_MAX / 4}), Error);
  CHECK_THROWS_AS(t.resize(Dims{2, 2}, Dims{INT64_MAX, INT64_MAX}), Error);
  CHECK_THROWS_AS(t.resize(Dims{2, 2}, Dims{-1, INT64_MAX}), Error);
  CHECK(t.empty());
}

TEST_CASE("a reach that is just too far for 64 bits is refused") {
  constexpr std::int64_t kHalf = std::int64_t{1} << 62;
  const Dims sizes{2, 2, 2};
  const Dims strides{kHalf, kHalf - 512, 511};
  Tensor t(ElementType::Double);
  CHECK_THROWS_AS(t.resize(sizes, strides), Error);
  const Ref<Storage> storage = Storage::create(ElementType::Double, 8);
  CHECK_THROWS_AS(Tensor(storage, 0, sizes, strides), Error);
}

TEST_CASE("more elements than 63 bits can count are refused even where they share memory") {
  constexpr std::int64_t kMany = std::int64_t{1} << 40;
  CHECK_THROWS_AS(expand(make_vector({1}), Dims{kMany, kMany}), Error);
  const Ref<Storage> storage = Storage::create(ElementType::Double, 1);
  CHECK_THROWS_AS(Tensor(storage, 0, Dims{kMany, kMany}, Dims{0, 0}), Error);
}

TEST_CASE("a view with a size of 0 is empty") {
  const Tensor t = make_vector({1, 2}).view_as(0, Dims{2, 0}, Dims{1, 1});
  CHECK(t.empty());
  CHECK(t.element_count() == 0);
}

TEST_CASE("a view stays readable when its storage shrinks") {
  const Tensor t = make_vector({1, 2, 3});
  t.storage()->resize(1);
  CHECK(values_of(t) == Values{1, 2, 3});
}

TEST_CASE("more than the largest number of dimensions is refused") {
  Dims sizes;
  for (int d = 0; d < kMaxDims; ++d) sizes.push_back(1);
  CHECK(Tensor(ElementType::Byte, sizes).dim() == kMaxDims);
  CHECK_THROWS_AS(sizes.push_back(1), Error);
}

TEST_CASE("a view built on a storage must lie inside of it") {
  const Ref<Storage> storage = Storage::create(ElementType::Float, 10);
  CHECK(Tensor(storage, 4, Dims{2, 3}, Dims{3, 1}).element_count() == 6);
  CHECK_THROWS_AS(Tensor(storage, 5, Dims{2, 3}, Dims{3, 1}), Error);
  CHECK_THROWS_AS(Tensor(storage, -1, Dims{2}, Dims{1}), Error);
  CHECK_THROWS_AS(Tensor(storage, 0, Dims{2}, Dims{-1}), Error);
  CHECK_THROWS_AS(Tensor(storage, 0, Dims{-2}, Dims{1}), Error);
  CHECK_THROWS_AS(Tensor(storage, 0, Dims{3, 3}, Dims{INT64_MAX / 2, 1}), Error);
}

TEST_CASE("set views a storage and grows it when it is too small") {
  const Ref<Storage> storage = Storage::create(ElementType::Double, 2);
  Tensor t(ElementType::Double);
  t.set(storage, 1, Dims{2, 2}, Dims{-1, -1});
  CHECK(storage->size() == 5);
  CHECK(t.offset() == 1);
  CHECK_THROWS_AS(t.set(storage, -1, Dims{2}, Dims{1}), Error);
}

TEST_CASE("contiguity looks past dimensions of size 1") {
  const Tensor t = make_vector({1, 2, 3, 4});
  CHECK(t.view_as(0, Dims{4, 1}, Dims{1, 77}).is_contiguous());
  CHECK_FALSE(t.view_as(0, Dims{2}, Dims{2}).is_contiguous());
}

TEST_CASE("is_same_view compares storage, offset, sizes and strides") {
  const Tensor t = make_vector({1, 2, 3, 4});
  CHECK(is_same_view(t, Tensor(t)));
  CHECK_FALSE(is_same_view(t, narrow(t, 0, 0, 3)));
  CHECK_FALSE(is_same_view(t, clone(t)));
}

}  // namespace sluice
