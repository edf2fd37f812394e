// Tensors with given content, and tensors put together from others.
#pragma once

#include <span>

#include "runtime/tensor/tensor.hpp"

namespace sluice {

void eye(Tensor& result, std::int64_t rows, std::int64_t columns);
// first, first + step, ... up to last.
void range(Tensor& result, double first, double last, double step);
// `count` numbers from first to last at equal distances, and 10 to the power of such.
void linspace(Tensor& result, double first, double last, std::int64_t count);
void logspace(Tensor& result, double first, double last, std::int64_t count);

// Diagonal k (above the main one if positive) of a matrix, or a matrix with a vector there.
void diagonal(Tensor& result, const Tensor& t, std::int64_t k);
// The elements on and below, or on and above, diagonal k; 0 elsewhere.
void lower_triangle(Tensor& result, const Tensor& t, std::int64_t k);
void upper_triangle(Tensor& result, const Tensor& t, std::int64_t k);

// The parts one after the other along dimension d; -1 for the last one. Empty parts count for
// nothing.
void concatenate(Tensor& result, std::span<const Tensor> parts, int d);
// `times` copies in each dimension; more dimensions than t has are added in front.
void repeat(Tensor& result, const Tensor& t, const Dims& times);

// Counts of elements in `bins` equal intervals from low to high; equal bounds stand for t's own.
void histogram(Tensor& result, const Tensor& t, std::int64_t bins, double low, double high);
// The vector product along dimension d, which has size 3; -1 for the first such dimension.
void cross(Tensor& result, const Tensor& a, const Tensor& b, int d);

}  // namespace sluice
