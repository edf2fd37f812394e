// Tests of the loops over elements: order, merging of dimensions, pairing of other sizes.
#include "runtime/tensor/iterate.hpp"

#include <catch2/catch.hpp>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
using testing::make_tensor;
using testing::Values;
using testing::values_of;

TEST_CASE("neighbouring dimensions of all operands merge into one loop") {
  const Tensor t(ElementType::Double, Dims{2, 3, 4});
  const Tensor part = narrow(Tensor(ElementType::Double, Dims{2, 3, 8}), 2, 0, 4);
  CHECK(make_loop_nest<1>({&t}, false).sizes == Dims{24});
  const LoopNest<2> nest = make_loop_nest<2>({&t, &part}, false);
  CHECK(nest.sizes == Dims{6, 4});
  CHECK(nest.strides[1] == Dims{8, 1});
}

TEST_CASE("in any order, the first operand is walked as it lies in memory") {
  const Tensor t = transpose(Tensor(ElementType::Double, Dims{3, 2}));
  CHECK(make_loop_nest<1>({&t}, true).sizes == Dims{6});
  CHECK(make_loop_nest<1>({&t}, false).sizes == Dims{2, 3});
}

TEST_CASE("in order, elements are visited row by row") {
  const Tensor t = transpose(make_tensor(Dims{2, 3}, {1, 2, 3, 4, 5, 6}));
  Values seen;
  for_each_in_order<double>([&](const double& x) { seen.push_back(x); }, t);
  CHECK(seen == values_of(t));
}

TEST_CASE("operands of other sizes are paired in row-major order, the first is written") {
  const Tensor to = transpose(make_tensor(Dims{2, 2}, {0, 0, 0, 0}));
  const Tensor from = make_tensor(Dims{4}, {1, 2, 3, 4});
  for_each<double, double>([](double& a, const double& b) { a = b; }, to, from);
  CHECK(values_of(to) == Values{1, 2, 3, 4});
  CHECK_THROWS_AS(check_same_count(to, Tensor()), Error);
}

TEST_CASE("lines run along one dimension") {
  const Tensor t = make_tensor(Dims{2, 3}, {1, 2, 3, 4, 5, 6});
  Values sums;
  for_each_line<double>(
      0,
      [&](const std::array<std::int64_t, 1>& strides, double* first) {
        sums.push_back(first[0] + first[strides[0]]);
      },
      t);
  CHECK(sums == Values{5, 7, 9});
}

TEST_CASE("an empty tensor is not visited") {
  int visits = 0;
  for_each<double>([&](const double&) { ++visits; }, Tensor());
  CHECK(visits == 0);
}

}  // namespace sluice
