// Ordered products against their definition, to the bit.
#include "runtime/nn/ordered_product.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <vector>

using namespace sluice;

TEST_CASE("a product is summed in the order of k, to the bit") {
  const auto [m, n, k] = GENERATE(table<std::int64_t, std::int64_t, std::int64_t>(
      {{1, 1, 1}, {3, 5, 7}, {2, 1030, 33}, {17, 64, 129}}));
  std::mt19937 random(5);
  std::normal_distribution<float> normal;
  std::vector<float> a(static_cast<std::size_t>(m * k)), b(static_cast<std::size_t>(k * n));
  std::vector<float> c(static_cast<std::size_t>(m * n)), transposed(b.size());
  for (auto* values : {&a, &b, &c}) {
    for (float& value : *values) value = normal(random);
  }
  std::vector<float> expected = c, from_transposed = c;
  const auto at = [](std::int64_t i) { return static_cast<std::size_t>(i); };
  for (std::int64_t j = 0; j < n; ++j) {
    for (std::int64_t p = 0; p < k; ++p) transposed[at(j * k + p)] = b[at(p * n + j)];
    for (std::int64_t i = 0; i < m; ++i) {
      for (std::int64_t p = 0; p < k; ++p)
        expected[at(i * n + j)] += a[at(i * k + p)] * b[at(p * n + j)];
    }
  }
  nn::ordered_product(m, n, k, a.data(), b.data(), c.data());
  nn::ordered_product_transposed(m, n, k, a.data(), transposed.data(), from_transposed.data());
  CHECK(c == expected);
  CHECK(from_transposed == expected);
}
