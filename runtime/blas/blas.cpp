// Calls OpenBLAS; the only file that includes cblas.
#include "runtime/blas/blas.hpp"

#include <cblas.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/base/error.hpp"

namespace sluice::blas {
namespace {

CBLAS_TRANSPOSE transpose_flag(Op op) { return op == Op::kNone ? CblasNoTrans : CblasTrans; }

blasint blas_size(std::int64_t value) {
  if (!std::in_range<blasint>(value))
    throw Error("a size or stride of " + std::to_string(value) +
                " is beyond what the linear algebra library can count");
  return static_cast<blasint>(value);
}

// cblas rejects a leading dimension of 0 even where the matrix is empty.
blasint leading(std::int64_t value) { return blas_size(std::max<std::int64_t>(value, 1)); }

int& thread_count() {
  static int count = [] {
    openblas_set_num_threads(1);
    return 1;
  }();
  return count;
}

// Zeros in C (m x n) for a product that overwrites it, so that the product can be added: the
// kernels that copy matrices into blocks clear C first as well, several times more slowly.
template <typename T>
T cleared(T beta, std::int64_t m, std::int64_t n, T* c, std::int64_t ldc) {
  if (beta != T{0} || multiplies_small_in_place()) return beta;
  for (std::int64_t row = 0; row < m; ++row) std::fill_n(c + row * ldc, n, T{0});
  return T{1};
}

}  // namespace

template <>
void gemm<float>(Op op_a, Op op_b, std::int64_t m, std::int64_t n, std::int64_t k, float alpha,
                 const float* a, std::int64_t lda, const float* b, std::int64_t ldb, float beta,
                 float* c, std::int64_t ldc) {
  thread_count();
  beta = cleared(beta, m, n, c, ldc);
  cblas_sgemm(CblasRowMajor, transpose_flag(op_a), transpose_flag(op_b), blas_size(m), blas_size(n),
              blas_size(k), alpha, a, leading(lda), b, leading(ldb), beta, c, leading(ldc));
}

template <>
void gemm<double>(Op op_a, Op op_b, std::int64_t m, std::int64_t n, std::int64_t k, double alpha,
                  const double* a, std::int64_t lda, const double* b, std::int64_t ldb, double beta,
                  double* c, std::int64_t ldc) {
  thread_count();
  beta = cleared(beta, m, n, c, ldc);
  cblas_dgemm(CblasRowMajor, transpose_flag(op_a), transpose_flag(op_b), blas_size(m), blas_size(n),
              blas_size(k), alpha, a, leading(lda), b, leading(ldb), beta, c, leading(ldc));
}

template <>
void gemv<float>(Op op_a, std::int64_t m, std::int64_t n, float alpha, const float* a,
                 std::int64_t lda, const float* x, std::int64_t incx, float beta, float* y,
                 std::int64_t incy) {
  thread_count();
  cblas_sgemv(CblasRowMajor, transpose_flag(op_a), blas_size(m), blas_size(n), alpha, a,
              leading(lda), x, blas_size(incx), beta, y, blas_size(incy));
}

template <>
void gemv<double>(Op op_a, std::int64_t m, std::int64_t n, double alpha, const double* a,
                  std::int64_t lda, const double* x, std::int64_t incx, double beta, double* y,
                  std::int64_t incy) {
  thread_count();
  cblas_dgemv(CblasRowMajor, transpose_flag(op_a), blas_size(m), blas_size(n), alpha, a,
              leading(lda), x, blas_size(incx), beta, y, blas_size(incy));
}

template <>
void ger<float>(std::int64_t m, std::int64_t n, float alpha, const float* x, std::int64_t incx,
                const float* y, std::int64_t incy, float* a, std::int64_t lda) {
  thread_count();
  cblas_sger(CblasRowMajor, blas_size(m), blas_size(n), alpha, x, blas_size(incx), y,
             blas_size(incy), a, leading(lda));
}

template <>
float dot<float>(std::int64_t n, const float* x, std::int64_t incx, const float* y,
                 std::int64_t incy) {
  thread_count();
  return cblas_sdot(blas_size(n), x, blas_size(incx), y, blas_size(incy));
}

template <>
void ger<double>(std::int64_t m, std::int64_t n, double alpha, const double* x, std::int64_t incx,
                 const double* y, std::int64_t incy, double* a, std::int64_t lda) {
  thread_count();
  cblas_dger(CblasRowMajor, blas_size(m), blas_size(n), alpha, x, blas_size(incx), y,
             blas_size(incy), a, leading(lda));
}

template <>
double dot<double>(std::int64_t n, const double* x, std::int64_t incx, const double* y,
                   std::int64_t incy) {
  thread_count();
  return cblas_ddot(blas_size(n), x, blas_size(incx), y, blas_size(incy));
}

bool multiplies_small_in_place() {
  static const bool known = [] {
    const std::string_view kernels = openblas_get_corename();
    return kernels == "SkylakeX" || kernels == "Cooperlake" || kernels == "SapphireRapids";
  }();
  return known;
}

void set_num_threads(int count) {
  thread_count() = std::max(count, 1);
  openblas_set_num_threads(thread_count());
}

int num_threads() { return thread_count(); }

}  // namespace sluice::blas
