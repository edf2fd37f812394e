// The one door to the BLAS library: dense products on raw row-major memory, float and double.
#pragma once

#include <cstdint>

namespace sluice::blas {

enum class Op { kNone, kTranspose };

// C (m x n) = alpha * op(A) (m x k) * op(B) (k x n) + beta * C. All row-major; lda, ldb, ldc are
// the distances between the rows as stored (before `op`). With beta 0, C is written and never read.
// Any size may be 0. Instantiated for float and double.
template <typename T>
void gemm(Op op_a, Op op_b, std::int64_t m, std::int64_t n, std::int64_t k, T alpha, const T* a,
          std::int64_t lda, const T* b, std::int64_t ldb, T beta, T* c, std::int64_t ldc);

// y = alpha * op(A) * x + beta * y, A stored as m x n row-major; incx and incy in elements.
template <typename T>
void gemv(Op op_a, std::int64_t m, std::int64_t n, T alpha, const T* a, std::int64_t lda,
          const T* x, std::int64_t incx, T beta, T* y, std::int64_t incy);

// A = alpha * x * y' + A, A stored as m x n row-major.
template <typename T>
void ger(std::int64_t m, std::int64_t n, T alpha, const T* x, std::int64_t incx, const T* y,
         std::int64_t incy, T* a, std::int64_t lda);

// The sum of x[i] * y[i].
template <typename T>
T dot(std::int64_t n, const T* x, std::int64_t incx, const T* y, std::int64_t incy);

// Whether the library has kernels for this processor that multiply small matrices where they lie,
// without first copying them into blocks: those for AVX-512.
bool multiplies_small_in_place();

// Threads that later calls may use; 1 until told otherwise.
void set_num_threads(int count);
int num_threads();

}  // namespace sluice::blas
