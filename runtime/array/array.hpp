// A dense array as a plain value: what the compiler and the simulation hold weights and vectors in.
// (Torch's strided, shared tensors are runtime/tensor; they serve Lua.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/base/check.hpp"
#include "runtime/base/error.hpp"

namespace sluice {

// Sizes from the outermost to the innermost dimension, each at least 1.
using Shape = std::vector<std::int64_t>;

// Throws Error when the number does not fit 63 bits.
inline std::int64_t element_count(const Shape& shape) {
  std::int64_t count = 1;
  for (std::int64_t size : shape)
    if (__builtin_mul_overflow(count, size, &count)) throw Error("an array has too many elements");
  return count;
}

// Row-major (last dimension fastest) and contiguous; values.size() == element_count(shape).
template <typename T>
struct Array {
  Shape shape;
  std::vector<T> values;

  Array() = default;
  explicit Array(Shape sizes, T value = T{})
      : shape(std::move(sizes)), values(static_cast<std::size_t>(element_count(shape)), value) {}
  Array(Shape sizes, std::vector<T> elements)
      : shape(std::move(sizes)), values(std::move(elements)) {
    check(static_cast<std::int64_t>(values.size()) == element_count(shape), "array size");
  }

  std::int64_t size() const { return static_cast<std::int64_t>(values.size()); }
  T& operator[](std::int64_t i) { return values[static_cast<std::size_t>(i)]; }
  const T& operator[](std::int64_t i) const { return values[static_cast<std::size_t>(i)]; }
  friend bool operator==(const Array&, const Array&) = default;
};

}  // namespace sluice
