// Functions of single elements: exponentials, roots, roundings, powers; Float and Double unless
// said.
#pragma once

#include <span>
#include <string_view>

#include "runtime/tensor/tensor.hpp"

namespace sluice {

enum class Math : std::uint8_t {
  Abs,
  Acos,
  Asin,
  Atan,
  Ceil,
  Cos,
  Cosh,
  Exp,
  Floor,
  Frac,
  Inverse,
  Log,
  Log1p,
  Round,
  Rsqrt,
  Sigmoid,
  Sign,
  Sin,
  Sinh,
  Sqrt,
  Tan,
  Tanh,
  Trunc
};

struct NamedMath {
  std::string_view name;  // Torch's
  Math function;
};

// Every function of the enumeration with its name.
std::span<const NamedMath> math_functions();

double apply(Math function, double x);
void apply(Math function, Tensor& result, const Tensor& a);

// For integers too.
void absolute(Tensor& result, const Tensor& a);
void sign(Tensor& result, const Tensor& a);

// a ^ exponent, base ^ a, and for all element types a ^ b element by element.
void power(Tensor& result, const Tensor& a, double exponent);
void power(Tensor& result, double base, const Tensor& a);
void power(Tensor& result, const Tensor& a, const Tensor& b);

void atan2(Tensor& result, const Tensor& a, const Tensor& b);
// a + weight * (b - a)
void interpolate(Tensor& result, const Tensor& a, const Tensor& b, double weight);

}  // namespace sluice
