// Tiled products against the definition, for all orientations and sizes around the tiles' edges.
#include "runtime/nn/product.hpp"

#include <catch2/catch.hpp>

#include "tests/runtime/nn/random_values.hpp"

namespace sluice::nn {
namespace {

using blas::Op;

double entry(const std::vector<double>& values, Op op, std::int64_t rows, std::int64_t columns,
             std::int64_t i, std::int64_t j) {
  const std::int64_t at = op == Op::kNone ? i * columns + j : j * rows + i;
  return values[static_cast<std::size_t>(at)];
}

using Product = decltype(&product<double>);

void check_product(Product multiply, Op op_a, Op op_b, std::int64_t m, std::int64_t n,
                   std::int64_t k, double beta) {
  CAPTURE(op_a, op_b, m, n, k, beta);
  const auto a = random_values<double>(m * k, 61), b = random_values<double>(k * n, 62);
  const auto before = random_values<double>(m * n, 63);
  auto c = before;
  multiply(op_a, op_b, m, n, k, 2.0, a.data(), op_a == Op::kNone ? k : m, b.data(),
           op_b == Op::kNone ? n : k, beta, c.data(), n);
  double worst = 0;
  for (std::int64_t i = 0; i < m; ++i) {
    for (std::int64_t j = 0; j < n; ++j) {
      double expected = beta * before[static_cast<std::size_t>(i * n + j)];
      for (std::int64_t p = 0; p < k; ++p) {
        expected += 2.0 * entry(a, op_a, m, k, i, p) * entry(b, op_b, k, n, p, j);
      }
      worst = std::max(worst, std::abs(expected - c[static_cast<std::size_t>(i * n + j)]));
    }
  }
  CHECK(worst < 1e-11);
}

}  // namespace

TEST_CASE("tiles make up the whole product") {
  for (const Op op_a : {Op::kNone, Op::kTranspose}) {
    for (const Op op_b : {Op::kNone, Op::kTranspose}) {
      for (const Product multiply : {&product<double>, &tiled_product<double>}) {
        check_product(multiply, op_a, op_b, 3, 5, 7, 0.5);
        check_product(multiply, op_a, op_b, 65, 113, 129, 1);
        check_product(multiply, op_a, op_b, 1, 300, 200, 0);
      }
    }
  }
}

TEST_CASE("products with nothing to add up scale what is there") {
  std::vector<float> c;
  for (const auto multiply : {&product<float>, &tiled_product<float>}) {
    c = {1, 2, 3, 4};
    multiply(Op::kNone, Op::kNone, 2, 2, 0, 1, nullptr, 0, nullptr, 2, 0.5F, c.data(), 2);
    CHECK(c == std::vector<float>{0.5, 1, 1.5, 2});
    multiply(Op::kNone, Op::kNone, 0, 2, 3, 1, nullptr, 3, nullptr, 2, 0, c.data(), 2);
    CHECK(c == std::vector<float>{0.5, 1, 1.5, 2});
  }
}

}  // namespace sluice::nn
