// Comparisons and bit operations of elements.
#pragma once

#include <span>
#include <string_view>

#include "runtime/tensor/tensor.hpp"

namespace sluice {

enum class Comparison : std::uint8_t { Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual };
struct NamedComparison {
  std::string_view name;  // Torch's
  Comparison comparison;
};
std::span<const NamedComparison> comparisons();

// result[i] is 1 where the comparison holds, else 0; the result is a ByteTensor or of a's type.
void compare(Comparison comparison, Tensor& result, const Tensor& a, double value);
void compare(Comparison comparison, Tensor& result, const Tensor& a, const Tensor& b);

// Same sizes and same elements.
bool equal(const Tensor& a, const Tensor& b);

enum class BitOperation : std::uint8_t { And, Or, Xor, ShiftLeft, ShiftRight };
struct NamedBitOperation {
  std::string_view name;       // Torch's, with a number
  std::string_view pair_name;  // with a second tensor
  BitOperation operation;
};
std::span<const NamedBitOperation> bit_operations();

// Integers only; shifts by negative amounts or by the width and more give 0.
void apply(BitOperation operation, Tensor& result, const Tensor& a, double value);
void apply(BitOperation operation, Tensor& result, const Tensor& a, const Tensor& b);

}  // namespace sluice
