// Arithmetic, one loop an operation.
#include "runtime/tensor/arithmetic.hpp"

#include <cmath>

#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/elementwise.hpp"

namespace sluice {

void element::throw_division_by_zero() { throw Error("division of an integer by zero"); }

template <typename T>
T element::fmod(T a, T b) {
  if constexpr (std::is_floating_point_v<T>) {
    return std::fmod(a, b);
  } else {
    return subtract(a, multiply(divide(a, b), b));
  }
}

template <typename T>
T element::remainder(T a, T b) {
  if constexpr (std::is_floating_point_v<T>) {
    return a - b * std::floor(a / b);
  } else {
    const T rest = fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? add(rest, b) : rest;
  }
}

namespace {

// The element types where f(T x, T value) is applied with one number for all elements.
template <typename F>
void map_number(Tensor& result, const Tensor& a, double value, F f) {
  dispatch(a.type(), [&]<typename T>() {
    const T v = element_from<T>(value);
    map<T>(result, a, [f, v](T x) { return f(x, v); });
  });
}

template <typename F>
void map_pairs(Tensor& result, const Tensor& a, const Tensor& b, F f) {
  dispatch(a.type(), [&]<typename T>() { map2<T>(result, a, b, f); });
}

constexpr auto kMultiply = []<typename T>(T x, T y) { return element::multiply(x, y); };
constexpr auto kDivide = []<typename T>(T x, T y) { return element::divide(x, y); };
constexpr auto kFmod = []<typename T>(T x, T y) { return element::fmod(x, y); };
constexpr auto kRemainder = []<typename T>(T x, T y) { return element::remainder(x, y); };
// The first operand wins when it is not a number.
constexpr auto kMaximum = []<typename T>(T x, T y) { return x < y ? y : x; };
constexpr auto kMinimum = []<typename T>(T x, T y) { return y < x ? y : x; };

// result starts as a, and f(r, b, c) is then applied in place.
template <typename F>
void update_with_two(Tensor& result, const Tensor& a, const Tensor& b, const Tensor& c, F f) {
  check_same_count(a, b);
  check_same_count(a, c);
  if (is_same_view(result, a)) return f(result, b, c);
  const Tensor second = apart_from(result, b);
  const Tensor third = apart_from(result, c);
  const Tensor first = apart_from(result, a);
  result.resize_as(first);
  copy(result, first);
  f(result, second, third);
}

}  // namespace

void add(Tensor& result, const Tensor& a, double value) {
  map_number(result, a, value, []<typename T>(T x, T v) { return element::add(x, v); });
}

void add(Tensor& result, const Tensor& a, double scale, const Tensor& b) {
  dispatch(a.type(), [&]<typename T>() {
    const T s = element_from<T>(scale);
    map2<T>(result, a, b, [s](T x, T y) { return element::add(x, element::multiply(s, y)); });
  });
}

void subtract(Tensor& result, const Tensor& a, double scale, const Tensor& b) {
  add(result, a, -scale, b);
}

void multiply(Tensor& result, const Tensor& a, double value) {
  map_number(result, a, value, kMultiply);
}
void multiply(Tensor& result, const Tensor& a, const Tensor& b) {
  map_pairs(result, a, b, kMultiply);
}
void divide(Tensor& result, const Tensor& a, double value) {
  map_number(result, a, value, kDivide);
}
void divide(Tensor& result, const Tensor& a, const Tensor& b) { map_pairs(result, a, b, kDivide); }

void negate(Tensor& result, const Tensor& a) {
  dispatch(a.type(), [&]<typename T>() {
    map<T>(result, a, [](T x) { return element::multiply(x, static_cast<T>(-1)); });
  });
}

void fmod(Tensor& result, const Tensor& a, double value) { map_number(result, a, value, kFmod); }
void fmod(Tensor& result, const Tensor& a, const Tensor& b) { map_pairs(result, a, b, kFmod); }
void remainder(Tensor& result, const Tensor& a, double value) {
  map_number(result, a, value, kRemainder);
}
void remainder(Tensor& result, const Tensor& a, const Tensor& b) {
  map_pairs(result, a, b, kRemainder);
}

void maximum(Tensor& result, const Tensor& a, double value) {
  map_number(result, a, value, kMaximum);
}
void maximum(Tensor& result, const Tensor& a, const Tensor& b) {
  map_pairs(result, a, b, kMaximum);
}
void minimum(Tensor& result, const Tensor& a, double value) {
  map_number(result, a, value, kMinimum);
}
void minimum(Tensor& result, const Tensor& a, const Tensor& b) {
  map_pairs(result, a, b, kMinimum);
}

void clamp(Tensor& result, const Tensor& a, double low, double high) {
  dispatch(a.type(), [&]<typename T>() {
    const T lo = element_from<T>(low);
    const T hi = element_from<T>(high);
    map<T>(result, a, [lo, hi](T x) { return x < lo ? lo : (x > hi ? hi : x); });
  });
}

void add_product(Tensor& result, const Tensor& a, double scale, const Tensor& b, const Tensor& c) {
  update_with_two(result, a, b, c, [scale](Tensor& r, const Tensor& x, const Tensor& y) {
    dispatch(r.type(), [&]<typename T>() {
      const T s = element_from<T>(scale);
      for_each<T, T, T>(
          [s](T& to, const T& u, const T& v) {
            to = element::add(to, element::multiply(s, element::multiply(u, v)));
          },
          r, x, y);
    });
  });
}

void add_quotient(Tensor& result, const Tensor& a, double scale, const Tensor& b, const Tensor& c) {
  update_with_two(result, a, b, c, [scale](Tensor& r, const Tensor& x, const Tensor& y) {
    dispatch(r.type(), [&]<typename T>() {
      const T s = element_from<T>(scale);
      for_each<T, T, T>(
          [s](T& to, const T& u, const T& v) {
            to = element::add(to, element::divide(element::multiply(s, u), v));
          },
          r, x, y);
    });
  });
}

}  // namespace sluice
