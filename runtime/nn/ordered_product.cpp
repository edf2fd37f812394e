// Loops that a compiler may run side by side over n, where no sum is split.
#include "runtime/nn/ordered_product.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace sluice::nn {
namespace {

constexpr std::int64_t kBlock = 512;  // columns whose part of c stays in the nearest cache

}  // namespace

void ordered_product(std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b,
                     float* c) {
  for (std::int64_t begin = 0; begin < n; begin += kBlock) {
    const std::int64_t columns = std::min(kBlock, n - begin);
    for (std::int64_t i = 0; i < m; ++i) {
      float* const sums = c + i * n + begin;
      for (std::int64_t p = 0; p < k; ++p) {
        const float factor = a[i * k + p];
        const float* const row = b + p * n + begin;
        for (std::int64_t j = 0; j < columns; ++j) sums[j] += factor * row[j];
      }
    }
  }
}

void ordered_product_transposed(std::int64_t m, std::int64_t n, std::int64_t k, const float* a,
                                const float* b, float* c) {
  std::vector<float> rows(static_cast<std::size_t>(k * n));
  for (std::int64_t j = 0; j < n; ++j) {
    for (std::int64_t p = 0; p < k; ++p) rows[static_cast<std::size_t>(p * n + j)] = b[j * k + p];
  }
  ordered_product(m, n, k, a, rows.data(), c);
}

}  // namespace sluice::nn
