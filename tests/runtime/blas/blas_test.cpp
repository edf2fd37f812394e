// Tests of the BLAS routines: layout, strides, transposition.
#include "runtime/blas/blas.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "runtime/base/error.hpp"

namespace sluice {
using blas::Op;

TEMPLATE_TEST_CASE("row-major products with leading dimensions", "", float, double) {
  using Values = std::vector<TestType>;
  const Values a{1, 2, 0, 3, 4, 0};  // 2 x 2, rows 3 apart
  const Values b{5, 6, 7, 8};
  Values c{1, 1, 1, 1};
  blas::gemm<TestType>(Op::kNone, Op::kNone, 2, 2, 2, 1, a.data(), 3, b.data(), 2, 2, c.data(), 2);
  CHECK(c == Values{21, 24, 45, 52});
  blas::gemm<TestType>(Op::kTranspose, Op::kNone, 2, 2, 2, 1, a.data(), 3, b.data(), 2, 0, c.data(),
                       2);
  CHECK(c == Values{26, 30, 38, 44});
}

TEMPLATE_TEST_CASE("vectors with strides", "", float, double) {
  using Values = std::vector<TestType>;
  const Values a{1, 2, 3, 4};
  const Values x{1, 0, 10, 0};
  Values y{1, 1};
  blas::gemv<TestType>(Op::kNone, 2, 2, 1, a.data(), 2, x.data(), 2, 1, y.data(), 1);
  CHECK(y == Values{22, 44});
  CHECK(blas::dot<TestType>(2, a.data(), 1, x.data(), 2) == 21);
  Values outer{0, 0, 0, 0};
  blas::ger<TestType>(2, 2, 2, a.data(), 1, x.data(), 2, outer.data(), 2);
  CHECK(outer == Values{2, 20, 4, 40});
}

TEST_CASE("sizes and strides that the library cannot count are refused") {
  const double x = 1;
  CHECK_THROWS_AS(blas::dot<double>(1, &x, std::int64_t{1} << 32, &x, 1), Error);
}

TEST_CASE("the number of threads is at least one") {
  blas::set_num_threads(0);
  CHECK(blas::num_threads() == 1);
}

}  // namespace sluice
