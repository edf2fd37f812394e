// Exact products by BLAS, or by 64-bit integers where nothing narrower is exact.
#include "compiler/quantize/exact_matrix.hpp"

#include <algorithm>
#include <cmath>

#include "runtime/blas/blas.hpp"

namespace sluice {
namespace {

constexpr double kFloatLimit = 16777216.0;           // 2^24
constexpr double kDoubleLimit = 9007199254740992.0;  // 2^53

// No partial sum is larger, whatever the input and the order.
double largest_sum(const Array<std::int32_t>& weight, std::int64_t cols,
                   const IntegerFormat& input) {
  const double widest =
      std::max(static_cast<double>(input.max()), -static_cast<double>(input.min()));
  double largest = widest;  // the input itself must be exact too
  for (std::int64_t r = 0; r < weight.size(); r += cols) {
    double sum = 0;
    for (std::int64_t i = r; i < r + cols; ++i) sum += std::abs(static_cast<double>(weight[i]));
    largest = std::max(largest, sum * widest);
  }
  return largest;
}

template <typename T>
std::vector<T> converted(const std::vector<std::int32_t>& from) {
  std::vector<T> to(from.size());
  std::transform(from.begin(), from.end(), to.begin(), [](auto x) { return static_cast<T>(x); });
  return to;
}

template <typename T>
void blas_product(std::int64_t m, std::int64_t n, std::int64_t k, const T* a, const T* b,
                  bool transposed, T* c) {
  blas::gemm(blas::Op::kNone, transposed ? blas::Op::kTranspose : blas::Op::kNone, m, n, k, T{1}, a,
             k, b, transposed ? k : n, T{0}, c, n);
}

}  // namespace

ExactMatrix::ExactMatrix(const Array<std::int32_t>& weight, const IntegerFormat& input)
    : rows_(weight.shape[0]), cols_(weight.size() / weight.shape[0]) {
  const double largest = largest_sum(weight, cols_, input);
  if (largest < kFloatLimit) {
    weights_ = converted<float>(weight.values);
  } else if (largest < kDoubleLimit) {
    weights_ = converted<double>(weight.values);
  } else {
    weights_ = converted<std::int64_t>(weight.values);
  }
}

void exact_product(std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b,
                   bool transposed, float* c) {
  blas_product(m, n, k, a, b, transposed, c);
}

void exact_product(std::int64_t m, std::int64_t n, std::int64_t k, const double* a, const double* b,
                   bool transposed, double* c) {
  blas_product(m, n, k, a, b, transposed, c);
}

void exact_product(std::int64_t m, std::int64_t n, std::int64_t k, const std::int64_t* a,
                   const std::int64_t* b, bool transposed, std::int64_t* c) {
  for (std::int64_t i = 0; i < m; ++i) {
    for (std::int64_t j = 0; j < n; ++j) {
      std::int64_t sum = 0;
      for (std::int64_t p = 0; p < k; ++p)
        sum += a[i * k + p] * (transposed ? b[j * k + p] : b[p * n + j]);
      c[i * n + j] = sum;
    }
  }
}

}  // namespace sluice
