// Sums, products, extremes, means and norms: of a whole tensor, or along a dimension, which keeps
// size 1.
#pragma once

#include "runtime/tensor/tensor.hpp"

namespace sluice {

double sum(const Tensor& t);
double product_of(const Tensor& t);
void sum(Tensor& result, const Tensor& t, int d);
void product_of(Tensor& result, const Tensor& t, int d);

// Along a dimension, element i is the sum or product of elements 0..i.
void cumulative_sum(Tensor& result, const Tensor& t, int d);
void cumulative_product(Tensor& result, const Tensor& t, int d);

// An element that is not a number is the extreme. Positions are a LongTensor that counts from 1.
enum class Extreme : std::uint8_t { Minimum, Maximum };
double extreme(Extreme which, const Tensor& t);
void extreme(Extreme which, Tensor& values, Tensor& positions, const Tensor& t, int d);

// ByteTensors: every, or any, element is not 0.
bool all(const Tensor& t);
bool any(const Tensor& t);

// Float and Double only, from here on.
double mean(const Tensor& t);
void mean(Tensor& result, const Tensor& t, int d);
// Divided by n - 1, or by n when `biased`.
double variance(const Tensor& t, bool biased);
void variance(Tensor& result, const Tensor& t, int d, bool biased);
void standard_deviation(Tensor& result, const Tensor& t, int d, bool biased);
// (sum |x|^p)^(1/p); for p = 0 the number of elements other than 0; for infinity the largest.
double norm(const Tensor& t, double p);
void norm(Tensor& result, const Tensor& t, double p, int d);
// The norm of a - b.
double distance(const Tensor& a, const Tensor& b, double p);
// Slices along dimension d whose norm is above `limit` are scaled down to it.
void renormalize(Tensor& result, const Tensor& t, double p, int d, double limit);

// The sum of the diagonal of a matrix.
double trace(const Tensor& matrix);

}  // namespace sluice
