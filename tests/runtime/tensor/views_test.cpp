// Tests of views: which elements they show, and which are refused.
#include "runtime/tensor/views.hpp"

#include <catch2/catch.hpp>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
namespace {
using testing::make_tensor;
using testing::make_vector;
using testing::Values;
using testing::values_of;

Tensor counted() { return make_tensor(Dims{2, 3}, {1, 2, 3, 4, 5, 6}); }
}  // namespace

TEST_CASE("narrow and select show parts") {
  CHECK(values_of(narrow(counted(), 1, 1, 2)) == Values{2, 3, 5, 6});
  CHECK(values_of(select(counted(), 0, 1)) == Values{4, 5, 6});
  CHECK(values_of(select(counted(), 1, 2)) == Values{3, 6});
  CHECK_THROWS_AS(narrow(counted(), 1, 1, 3), Error);
  CHECK_THROWS_AS(narrow(counted(), 1, -1, 1), Error);
  CHECK_THROWS_AS(narrow(counted(), 1, 0, 0), Error);
  CHECK_THROWS_AS(narrow(counted(), 2, 0, 1), Error);
  CHECK_THROWS_AS(narrow(counted(), 0, INT64_MAX, 2), Error);
  CHECK_THROWS_AS(select(counted(), 0, 2), Error);
  CHECK_THROWS_AS(select(make_vector({1, 2}), 0, 0), Error);
}

TEST_CASE("transpose and permute exchange dimensions") {
  CHECK(values_of(transpose(counted())) == Values{1, 4, 2, 5, 3, 6});
  const Tensor t = make_tensor(Dims{1, 2, 3}, {1, 2, 3, 4, 5, 6});
  CHECK(permute(t, Dims{2, 0, 1}).sizes() == Dims{3, 1, 2});
  CHECK(values_of(permute(t, Dims{2, 0, 1})) == Values{1, 4, 2, 5, 3, 6});
  CHECK_THROWS_AS(permute(t, Dims{0, 0, 1}), Error);
  CHECK_THROWS_AS(permute(t, Dims{0, 1}), Error);
  CHECK_THROWS_AS(permute(t, Dims{0, 1, 3}), Error);
  CHECK_THROWS_AS(transpose(t), Error);
}

TEST_CASE("unfold shows windows") {
  const Tensor windows = unfold(make_vector({1, 2, 3, 4, 5, 6, 7}), 0, 3, 2);
  CHECK(windows.sizes() == Dims{3, 3});
  CHECK(values_of(windows) == Values{1, 2, 3, 3, 4, 5, 5, 6, 7});
  CHECK_THROWS_AS(unfold(make_vector({1, 2}), 0, 3, 1), Error);
  CHECK_THROWS_AS(unfold(make_vector({1, 2}), 0, 1, 0), Error);
}

TEST_CASE("squeeze and unsqueeze drop and add dimensions of size 1") {
  const Tensor t = make_tensor(Dims{1, 2, 1}, {1, 2});
  CHECK(squeeze(t).sizes() == Dims{2});
  CHECK(squeeze(t, 0).sizes() == Dims{2, 1});
  CHECK(squeeze(t, 1).sizes() == Dims{1, 2, 1});
  CHECK(squeeze(make_tensor(Dims{1, 1}, {4})).sizes() == Dims{1});
  CHECK(unsqueeze(t, 3).sizes() == Dims{1, 2, 1, 1});
  CHECK_THROWS_AS(unsqueeze(t, 4), Error);
  CHECK_THROWS_AS(squeeze(t, 3), Error);
}

TEST_CASE("expand repeats dimensions of size 1") {
  const Tensor row = make_tensor(Dims{1, 2}, {1, 2});
  CHECK(values_of(expand(row, Dims{2, 2})) == Values{1, 2, 1, 2});
  CHECK(expand(row, Dims{3, 4, 2}).sizes() == Dims{3, 4, 2});
  CHECK_THROWS_AS(expand(row, Dims{2, 3}), Error);
  CHECK_THROWS_AS(expand(row, Dims{2}), Error);
  CHECK_THROWS_AS(expand(row, Dims{-1, 2}), Error);
}

TEST_CASE("a view of an empty tensor is empty") {
  const Tensor empty(ElementType::Double);
  CHECK(view(empty, Dims{-1}).empty());
  CHECK(view(empty, Dims{0, 3}).empty());
  CHECK(view(empty, Dims{0, INT64_MAX, INT64_MAX}).empty());
  CHECK_THROWS_AS(view(empty, Dims{1}), Error);
}

TEST_CASE("view changes the sizes of a contiguous tensor") {
  CHECK(view(counted(), Dims{3, 2}).sizes() == Dims{3, 2});
  CHECK(view(counted(), Dims{-1, 2}).sizes() == Dims{3, 2});
  CHECK_THROWS_AS(view(counted(), Dims{-1, 4}), Error);
  CHECK_THROWS_AS(view(counted(), Dims{-1, -1}), Error);
  CHECK_THROWS_AS(view(counted(), Dims{5}), Error);
  CHECK_THROWS_AS(view(counted(), Dims{0, -1}), Error);
  CHECK_THROWS_AS(view(transpose(counted()), Dims{6}), Error);
}

}  // namespace sluice
