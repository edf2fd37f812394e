// What the element-by-element operations share: maps over one or two inputs, and arithmetic that
// wraps.
#pragma once

#include <type_traits>

#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/iterate.hpp"

namespace sluice {

// result[i] = f(a[i]), the result with the sizes of a.
template <typename T, typename F>
void map(Tensor& result, const Tensor& a, F f) {
  result.resize_as(a);
  for_each<T, T>([f](T& r, const T& x) { r = f(x); }, result, a);
}

// result[i] = f(a[i], b[i]), the result with the sizes of a.
template <typename T, typename F>
void map2(Tensor& result, const Tensor& a, const Tensor& b, F f) {
  check_same_count(a, b);
  const Tensor second = result.sizes() == a.sizes() ? b : apart_from(result, b);
  result.resize_as(a);
  for_each<T, T, T>([f](T& r, const T& x, const T& y) { r = f(x, y); }, result, a, second);
}

// Arithmetic of elements: integers wrap around instead of overflowing, and division by 0 is an
// error.
namespace element {

template <typename T>
using Unsigned = std::conditional_t<(sizeof(T) > 4), std::uint64_t, std::uint32_t>;

template <typename T>
T add(T a, T b) {
  if constexpr (std::is_floating_point_v<T>)
    return a + b;
  else
    return static_cast<T>(static_cast<Unsigned<T>>(a) + static_cast<Unsigned<T>>(b));
}

template <typename T>
T subtract(T a, T b) {
  if constexpr (std::is_floating_point_v<T>)
    return a - b;
  else
    return static_cast<T>(static_cast<Unsigned<T>>(a) - static_cast<Unsigned<T>>(b));
}

template <typename T>
T multiply(T a, T b) {
  if constexpr (std::is_floating_point_v<T>)
    return a * b;
  else
    return static_cast<T>(static_cast<Unsigned<T>>(a) * static_cast<Unsigned<T>>(b));
}

[[noreturn]] void throw_division_by_zero();

template <typename T>
T divide(T a, T b) {
  if constexpr (std::is_floating_point_v<T>) {
    return a / b;
  } else {
    if (b == 0) throw_division_by_zero();
    if constexpr (std::is_signed_v<T>)
      if (b == -1) return subtract(T{0}, a);
    return static_cast<T>(a / b);
  }
}

// The remainder with the sign of the dividend (C's), and with that of the divisor (Lua's).
template <typename T>
T fmod(T a, T b);
template <typename T>
T remainder(T a, T b);

}  // namespace element

}  // namespace sluice
