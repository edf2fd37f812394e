// Element-by-element arithmetic with numbers and tensors. Results take the sizes of the first
// input.
#pragma once

#include "runtime/tensor/tensor.hpp"

namespace sluice {

void add(Tensor& result, const Tensor& a, double value);
// a + scale * b
void add(Tensor& result, const Tensor& a, double scale, const Tensor& b);
// a - scale * b
void subtract(Tensor& result, const Tensor& a, double scale, const Tensor& b);
void multiply(Tensor& result, const Tensor& a, double value);
void multiply(Tensor& result, const Tensor& a, const Tensor& b);
void divide(Tensor& result, const Tensor& a, double value);
void divide(Tensor& result, const Tensor& a, const Tensor& b);
void negate(Tensor& result, const Tensor& a);

// Remainders with the sign of the dividend (fmod) and of the divisor (remainder).
void fmod(Tensor& result, const Tensor& a, double value);
void fmod(Tensor& result, const Tensor& a, const Tensor& b);
void remainder(Tensor& result, const Tensor& a, double value);
void remainder(Tensor& result, const Tensor& a, const Tensor& b);

void maximum(Tensor& result, const Tensor& a, double value);
void maximum(Tensor& result, const Tensor& a, const Tensor& b);
void minimum(Tensor& result, const Tensor& a, double value);
void minimum(Tensor& result, const Tensor& a, const Tensor& b);
void clamp(Tensor& result, const Tensor& a, double low, double high);

// a + scale * b * c, and a + scale * b / c
void add_product(Tensor& result, const Tensor& a, double scale, const Tensor& b, const Tensor& c);
void add_quotient(Tensor& result, const Tensor& a, double scale, const Tensor& b, const Tensor& c);

}  // namespace sluice
