// Products in tiles; the sizes of tiles were measured on the shapes of the benchmark's networks.
#include "runtime/nn/product.hpp"

#include <algorithm>

namespace sluice::nn {
namespace {

using blas::Op;

// OpenBLAS takes its direct path up to this many multiply-adds.
constexpr std::int64_t kDirectLimit = 1'000'000;
constexpr std::int64_t kMinTileRows = 32;

struct Tile {
  std::int64_t m, n, k;
};

Tile tile_of(Op op_a, Op op_b, std::int64_t m, std::int64_t n, std::int64_t k) {
  Tile tile{m, std::min<std::int64_t>(n, 64), std::min<std::int64_t>(k, 128)};
  if (op_a == Op::kTranspose) tile.n = std::min<std::int64_t>(n, 112);
  if (op_b == Op::kTranspose) tile = {m, std::min<std::int64_t>(n, 16), k};
  tile.m = std::min(m, kDirectLimit / std::max<std::int64_t>(tile.n * tile.k, 1));
  return tile;
}

}  // namespace

template <typename T>
void product(Op op_a, Op op_b, std::int64_t m, std::int64_t n, std::int64_t k, T alpha, const T* a,
             std::int64_t lda, const T* b, std::int64_t ldb, T beta, T* c, std::int64_t ldc) {
  (blas::multiplies_small_in_place() ? tiled_product<T> : blas::gemm<T>)(op_a, op_b, m, n, k, alpha,
                                                                         a, lda, b, ldb, beta, c,
                                                                         ldc);
}

template <typename T>
void tiled_product(Op op_a, Op op_b, std::int64_t m, std::int64_t n, std::int64_t k, T alpha,
                   const T* a, std::int64_t lda, const T* b, std::int64_t ldb, T beta, T* c,
                   std::int64_t ldc) {
  const Tile tile = tile_of(op_a, op_b, m, n, k);
  if (k == 0 || tile.m < std::min(m, kMinTileRows)) {
    blas::gemm(op_a, op_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    return;
  }
  for (std::int64_t i = 0; i < m; i += tile.m) {
    for (std::int64_t j = 0; j < n; j += tile.n) {
      for (std::int64_t p = 0; p < k; p += tile.k) {
        blas::gemm(op_a, op_b, std::min(tile.m, m - i), std::min(tile.n, n - j),
                   std::min(tile.k, k - p), alpha,
                   a + (op_a == Op::kNone ? i * lda + p : p * lda + i), lda,
                   b + (op_b == Op::kNone ? p * ldb + j : j * ldb + p), ldb, p == 0 ? beta : T{1},
                   c + i * ldc + j, ldc);
      }
    }
  }
}

template void product(Op, Op, std::int64_t, std::int64_t, std::int64_t, float, const float*,
                      std::int64_t, const float*, std::int64_t, float, float*, std::int64_t);
template void product(Op, Op, std::int64_t, std::int64_t, std::int64_t, double, const double*,
                      std::int64_t, const double*, std::int64_t, double, double*, std::int64_t);
template void tiled_product(Op, Op, std::int64_t, std::int64_t, std::int64_t, float, const float*,
                            std::int64_t, const float*, std::int64_t, float, float*, std::int64_t);
template void tiled_product(Op, Op, std::int64_t, std::int64_t, std::int64_t, double, const double*,
                            std::int64_t, const double*, std::int64_t, double, double*,
                            std::int64_t);

}  // namespace sluice::nn
