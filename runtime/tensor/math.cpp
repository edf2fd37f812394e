// Functions of single elements.
#include "runtime/tensor/math.hpp"

#include <cmath>

#include "runtime/tensor/elementwise.hpp"

namespace sluice {
namespace {

constexpr NamedMath kFunctions[] = {
    {"abs", Math::Abs},         {"acos", Math::Acos},    {"asin", Math::Asin},
    {"atan", Math::Atan},       {"ceil", Math::Ceil},    {"cos", Math::Cos},
    {"cosh", Math::Cosh},       {"exp", Math::Exp},      {"floor", Math::Floor},
    {"frac", Math::Frac},       {"cinv", Math::Inverse}, {"log", Math::Log},
    {"log1p", Math::Log1p},     {"round", Math::Round},  {"rsqrt", Math::Rsqrt},
    {"sigmoid", Math::Sigmoid}, {"sign", Math::Sign},    {"sin", Math::Sin},
    {"sinh", Math::Sinh},       {"sqrt", Math::Sqrt},    {"tan", Math::Tan},
    {"tanh", Math::Tanh},       {"trunc", Math::Trunc}};

template <typename T>
T sign_of(T x) {
  return static_cast<T>((x > T{0}) - (x < T{0}));
}

// Calls use(f) with the function as a lambda over T, so that each gets a loop of its own.
template <typename T, typename Use>
void choose(Math function, Use use) {
  switch (function) {
    case Math::Abs:
      return use([](T x) { return std::abs(x); });
    case Math::Acos:
      return use([](T x) { return std::acos(x); });
    case Math::Asin:
      return use([](T x) { return std::asin(x); });
    case Math::Atan:
      return use([](T x) { return std::atan(x); });
    case Math::Ceil:
      return use([](T x) { return std::ceil(x); });
    case Math::Cos:
      return use([](T x) { return std::cos(x); });
    case Math::Cosh:
      return use([](T x) { return std::cosh(x); });
    case Math::Exp:
      return use([](T x) { return std::exp(x); });
    case Math::Floor:
      return use([](T x) { return std::floor(x); });
    case Math::Frac:
      return use([](T x) { return x - std::trunc(x); });
    case Math::Inverse:
      return use([](T x) { return T{1} / x; });
    case Math::Log:
      return use([](T x) { return std::log(x); });
    case Math::Log1p:
      return use([](T x) { return std::log1p(x); });
    case Math::Round:
      return use([](T x) { return std::round(x); });
    case Math::Rsqrt:
      return use([](T x) { return T{1} / std::sqrt(x); });
    case Math::Sigmoid:
      return use([](T x) { return T{1} / (T{1} + std::exp(-x)); });
    case Math::Sign:
      return use([](T x) { return sign_of(x); });
    case Math::Sin:
      return use([](T x) { return std::sin(x); });
    case Math::Sinh:
      return use([](T x) { return std::sinh(x); });
    case Math::Sqrt:
      return use([](T x) { return std::sqrt(x); });
    case Math::Tan:
      return use([](T x) { return std::tan(x); });
    case Math::Tanh:
      return use([](T x) { return std::tanh(x); });
    case Math::Trunc:
      return use([](T x) { return std::trunc(x); });
  }
}

}  // namespace

std::span<const NamedMath> math_functions() { return kFunctions; }

double apply(Math function, double x) {
  double y = 0;
  choose<double>(function, [&](auto f) { y = f(x); });
  return y;
}

void apply(Math function, Tensor& result, const Tensor& a) {
  dispatch_floating(
      a.type(), [&]<typename T>() { choose<T>(function, [&](auto f) { map<T>(result, a, f); }); });
}

void absolute(Tensor& result, const Tensor& a) {
  dispatch(a.type(), [&]<typename T>() {
    map<T>(result, a, [](T x) { return x < T{0} ? element::subtract(T{0}, x) : x; });
  });
}

void sign(Tensor& result, const Tensor& a) {
  dispatch(a.type(), [&]<typename T>() { map<T>(result, a, [](T x) { return sign_of(x); }); });
}

void power(Tensor& result, const Tensor& a, double exponent) {
  if (exponent == 2) {
    dispatch_floating(a.type(),
                      [&]<typename T>() { map<T>(result, a, [](T x) { return x * x; }); });
  } else if (exponent == 0.5) {
    apply(Math::Sqrt, result, a);
  } else {
    dispatch_floating(a.type(), [&]<typename T>() {
      const T e = static_cast<T>(exponent);
      map<T>(result, a, [e](T x) { return std::pow(x, e); });
    });
  }
}

void power(Tensor& result, double base, const Tensor& a) {
  dispatch_floating(a.type(), [&]<typename T>() {
    const T b = static_cast<T>(base);
    map<T>(result, a, [b](T x) { return std::pow(b, x); });
  });
}

void power(Tensor& result, const Tensor& a, const Tensor& b) {
  dispatch(a.type(), [&]<typename T>() {
    map2<T>(result, a, b, [](T x, T y) {
      return element_from<T>(std::pow(static_cast<double>(x), static_cast<double>(y)));
    });
  });
}

void atan2(Tensor& result, const Tensor& a, const Tensor& b) {
  dispatch_floating(a.type(), [&]<typename T>() {
    map2<T>(result, a, b, [](T y, T x) { return std::atan2(y, x); });
  });
}

void interpolate(Tensor& result, const Tensor& a, const Tensor& b, double weight) {
  dispatch_floating(a.type(), [&]<typename T>() {
    const T w = static_cast<T>(weight);
    map2<T>(result, a, b, [w](T x, T y) { return x + w * (y - x); });
  });
}

}  // namespace sluice
