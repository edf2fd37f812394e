// Products of vectors and matrices. Float and Double go through BLAS, other types through plain
// loops.
#pragma once

#include "runtime/tensor/tensor.hpp"

namespace sluice {

// The sum of a[i] * b[i], over all elements.
double dot(const Tensor& a, const Tensor& b);

// result = beta * t + alpha * a b, for a matrix and a vector, two matrices, and a vector times a
// row. With beta 0, t gives sizes only. The result has the sizes of t.
void add_matrix_vector(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& a,
                       const Tensor& x);
void add_matrix_matrix(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& a,
                       const Tensor& b);
void add_outer(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& x,
               const Tensor& y);
// The same for batches (b x n x m and b x m x p): one product each, or all products added up.
void add_batches(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& a,
                 const Tensor& b);
void add_batch_sum(Tensor& result, double beta, const Tensor& t, double alpha, const Tensor& a,
                   const Tensor& b);

// The products alone.
void multiply_matrix_vector(Tensor& result, const Tensor& a, const Tensor& x);
void multiply_matrices(Tensor& result, const Tensor& a, const Tensor& b);
void multiply_outer(Tensor& result, const Tensor& x, const Tensor& y);
void multiply_batches(Tensor& result, const Tensor& a, const Tensor& b);

}  // namespace sluice
