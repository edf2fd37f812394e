// Strided matrices as BLAS operands; what BLAS cannot take is copied.
#include "runtime/tensor/linear.hpp"

#include <algorithm>

#include "runtime/blas/blas.hpp"
#include "runtime/tensor/arithmetic.hpp"
#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/elementwise.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice {
namespace {

void check_dims(const Tensor& t, int dims, const char* what) {
  if (t.dim() != dims) throw Error("expected a " + std::string(what) + ", got a " + describe(t));
}

void check_sizes(const Tensor& t, const Dims& sizes) {
  if (t.sizes() != sizes)
    throw Error("expected a tensor of size " + to_string(sizes) + ", got a " + describe(t));
}

void check_product(const Tensor& a, std::int64_t inner_a, const Tensor& b, std::int64_t inner_b) {
  if (inner_a != inner_b)
    throw Error("sizes do not match in a product: " + to_string(a.sizes()) + " times " +
                to_string(b.sizes()));
}

// Prepares the result: the sizes of t, and its elements unless beta makes them vanish.
void start_from(Tensor& result, double beta, const Tensor& t) {
  if (is_same_view(result, t)) return;
  const Tensor start = beta != 0 ? apart_from(result, t) : t;
  result.resize_as(t);
  if (beta != 0) copy(result, start);
}

// A matrix as BLAS sees it: rows with unit stride inside, possibly transposed.
struct Operand {
  Tensor tensor;  // keeps a copy alive
  blas::Op op = blas::Op::kNone;
  std::int64_t leading = 1;
};

// The stride from row to row; of a single row it may be anything, and the smallest is given.
std::int64_t leading_stride(const Tensor& m) {
  return m.size(0) == 1 ? m.size(1) : std::max(m.stride(0), m.size(1));
}

bool has_unit_rows(const Tensor& m) {
  return (m.stride(1) == 1 || m.size(1) == 1) && (m.stride(0) >= m.size(1) || m.size(0) == 1);
}

Operand operand(const Tensor& m) {
  if (has_unit_rows(m)) return {m, blas::Op::kNone, leading_stride(m)};
  const Tensor flipped = transpose(m, 0, 1);
  if (has_unit_rows(flipped)) return {m, blas::Op::kTranspose, leading_stride(flipped)};
  return {clone(m), blas::Op::kNone, m.size(1)};
}

template <typename T>
void gemm(const Tensor& c, T beta, T alpha, const Tensor& a, const Tensor& b) {
  const Operand left = operand(a);
  const Operand right = operand(b);
  blas::gemm<T>(left.op, right.op, a.size(0), b.size(1), a.size(1), alpha, left.tensor.data<T>(),
                left.leading, right.tensor.data<T>(), right.leading, beta, c.data<T>(),
                leading_stride(c));
}

template <typename T>
T element_at(const Tensor& m, std::int64_t row, std::int64_t column) {
  return m.data<T>()[row * m.stride(0) + column * m.stride(1)];
}

template <typename T>
void plain_product(const Tensor& c, T beta, T alpha, const Tensor& a, const Tensor& b) {
  for (std::int64_t i = 0; i < c.size(0); ++i) {
    for (std::int64_t j = 0; j < c.size(1); ++j) {
      T total = 0;
      for (std::int64_t k = 0; k < a.size(1); ++k)
        total =
            element::add(total, element::multiply(element_at<T>(a, i, k), element_at<T>(b, k, j)));
      T& to = c.data<T>()[i * c.stride(0) + j * c.stride(1)];
      const T kept = beta == 0 ? T{0} : element::multiply(beta, to);
      to = element::add(kept, element::multiply(alpha, total));
    }
  }
}

// c = beta * c + alpha * a b, on any strides.
void product_into(const Tensor& c, double beta, double alpha, const Tensor& a, const Tensor& b) {
  dispatch(c.type(), [&]<typename T>() {
    const T beta_element = element_from<T>(beta);
    const T alpha_element = element_from<T>(alpha);
    if constexpr (std::is_floating_point_v<T>) {
      if (has_unit_rows(c)) return gemm<T>(c, beta_element, alpha_element, a, b);
      if (has_unit_rows(transpose(c)))
        return gemm<T>(transpose(c), beta_element, alpha_element, transpose(b), transpose(a));
      const Tensor packed = clone(c);
      gemm<T>(packed, beta_element, alpha_element, a, b);
      copy(c, packed);
    } else {
      plain_product<T>(c, beta_element, alpha_element, a, b);
    }
  });
}

Tensor as_column(const Tensor& x) { return unsqueeze(x, 1); }
Tensor as_row(const Tensor& x) { return unsqueeze(x, 0); }

template <typename T>
void gemv(const Tensor& y, T beta, T alpha, const Tensor& a, const Tensor& x) {
  const Operand matrix = operand(a);
  const bool flipped = matrix.op == blas::Op::kTranspose;
  const std::int64_t rows = flipped ? a.size(1) : a.size(0);
  const std::int64_t columns = flipped ? a.size(0) : a.size(1);
  blas::gemv<T>(matrix.op, rows, columns, alpha, matrix.tensor.data<T>(), matrix.leading,
                x.data<T>(), x.size(0) == 1 ? 1 : x.stride(0), beta, y.data<T>(),
                y.size(0) == 1 ? 1 : y.stride(0));
}

bool is_blas_vector(const Tensor& x) { return x.stride(0) > 0 || x.size(0) == 1; }

}  // namespace

double dot(const Tensor& a, const Tensor& b) {
  check_same_count(a, b);
  return dispatch(a.type(), [&]<typename T>() -> double {
    if constexpr (std::is_floating_point_v<T>) {
      const Tensor x = contiguous(a);
      const Tensor y = contiguous(b);
      return static_cast<double>(blas::dot<T>(x.element_count(), x.data<T>(), 1, y.data<T>(), 1));
    } else {
      Accumulator<T> total = 0;
      for_each<T, T>(
          [&total](const T& x, const T& y) {
            total = element::add(total, element::multiply(static_cast<Accumulator<T>>(x),
                                                          static_cast<Accumulator<T>>(y)));
          },
          contiguous(a), contiguous(b));
      return static_cast<double>(total);
    }
  });
}

void add_matrix_vector(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& a,
                       const Tensor& x) {
  check_dims(a, 2, "matrix");
  check_dims(x, 1, "vector");
  check_product(a, a.size(1), x, x.size(0));
  check_sizes(t, Dims{a.size(0)});
  const Tensor matrix = apart_from(result, a);
  const Tensor vector = apart_from(result, x);
  start_from(result, beta, t);
  if (is_floating(result.type()) && is_blas_vector(result) && is_blas_vector(vector)) {
    dispatch_floating(result.type(), [&]<typename T>() {
      gemv<T>(result, static_cast<T>(beta), static_cast<T>(alpha), matrix, vector);
    });
  } else {
    product_into(as_column(result), beta, alpha, matrix, as_column(vector));
  }
}

void add_matrix_matrix(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& a,
                       const Tensor& b) {
  check_dims(a, 2, "matrix");
  check_dims(b, 2, "matrix");
  check_product(a, a.size(1), b, b.size(0));
  check_sizes(t, Dims{a.size(0), b.size(1)});
  const Tensor left = apart_from(result, a);
  const Tensor right = apart_from(result, b);
  start_from(result, beta, t);
  product_into(result, beta, alpha, left, right);
}

void add_outer(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& x,
               const Tensor& y) {
  check_dims(x, 1, "vector");
  check_dims(y, 1, "vector");
  check_sizes(t, Dims{x.size(0), y.size(0)});
  const Tensor column = as_column(apart_from(result, x));
  const Tensor row = as_row(apart_from(result, y));
  start_from(result, beta, t);
  product_into(result, beta, alpha, column, row);
}

void add_batches(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& a,
                 const Tensor& b) {
  check_dims(a, 3, "batch of matrices");
  check_dims(b, 3, "batch of matrices");
  check_product(a, a.size(2), b, b.size(1));
  check_product(a, a.size(0), b, b.size(0));
  check_sizes(t, Dims{a.size(0), a.size(1), b.size(2)});
  const Tensor left = apart_from(result, a);
  const Tensor right = apart_from(result, b);
  start_from(result, beta, t);
  for (std::int64_t i = 0; i < left.size(0); ++i)
    product_into(select(result, 0, i), beta, alpha, select(left, 0, i), select(right, 0, i));
}

void add_batch_sum(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& a,
                   const Tensor& b) {
  check_dims(a, 3, "batch of matrices");
  check_dims(b, 3, "batch of matrices");
  check_product(a, a.size(2), b, b.size(1));
  check_product(a, a.size(0), b, b.size(0));
  check_sizes(t, Dims{a.size(1), b.size(2)});
  const Tensor left = apart_from(result, a);
  const Tensor right = apart_from(result, b);
  start_from(result, beta, t);
  for (std::int64_t i = 0; i < left.size(0); ++i)
    product_into(result, i == 0 ? beta : 1, alpha, select(left, 0, i), select(right, 0, i));
}

void multiply_matrix_vector(Tensor& result, const Tensor& a, const Tensor& x) {
  check_dims(a, 2, "matrix");
  Tensor product(result.type(), Dims{a.size(0)});
  add_matrix_vector(product, 0, product, 1, a, x);
  result.resize_as(product);
  copy(result, product);
}

void multiply_matrices(Tensor& result, const Tensor& a, const Tensor& b) {
  check_dims(a, 2, "matrix");
  check_dims(b, 2, "matrix");
  const Tensor left = apart_from(result, a);
  const Tensor right = apart_from(result, b);
  result.resize(Dims{left.size(0), right.size(1)});
  add_matrix_matrix(result, 0, result, 1, left, right);
}

void multiply_outer(Tensor& result, const Tensor& x, const Tensor& y) {
  check_dims(x, 1, "vector");
  check_dims(y, 1, "vector");
  const Tensor column = apart_from(result, x);
  const Tensor row = apart_from(result, y);
  result.resize(Dims{column.size(0), row.size(0)});
  add_outer(result, 0, result, 1, column, row);
}

void multiply_batches(Tensor& result, const Tensor& a, const Tensor& b) {
  check_dims(a, 3, "batch of matrices");
  check_dims(b, 3, "batch of matrices");
  const Tensor left = apart_from(result, a);
  const Tensor right = apart_from(result, b);
  result.resize(Dims{left.size(0), left.size(1), right.size(2)});
  add_batches(result, 0, result, 1, left, right);
}

}  // namespace sluice
