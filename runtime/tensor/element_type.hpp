// The element types of tensors, and the one place that turns a run-time type into a template
// argument.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "runtime/base/check.hpp"
#include "runtime/base/error.hpp"

namespace sluice {

enum class ElementType : std::uint8_t { Byte, Char, Short, Int, Long, Float, Double };

inline constexpr ElementType kElementTypes[] = {
    ElementType::Byte, ElementType::Char,  ElementType::Short, ElementType::Int,
    ElementType::Long, ElementType::Float, ElementType::Double};

// "Byte" for ElementType::Byte: Torch's word, as in torch.ByteTensor.
std::string_view name_of(ElementType type);
std::int64_t size_in_bytes(ElementType type);
inline bool is_floating(ElementType type) { return type >= ElementType::Float; }

// Calls f.operator()<T>() with the C++ type T of the elements.
template <typename F>
decltype(auto) dispatch(ElementType type, F&& f) {
  switch (type) {
    case ElementType::Byte:
      return f.template operator()<std::uint8_t>();
    case ElementType::Char:
      return f.template operator()<std::int8_t>();
    case ElementType::Short:
      return f.template operator()<std::int16_t>();
    case ElementType::Int:
      return f.template operator()<std::int32_t>();
    case ElementType::Long:
      return f.template operator()<std::int64_t>();
    case ElementType::Float:
      return f.template operator()<float>();
    case ElementType::Double:
      break;
  }
  return f.template operator()<double>();
}

// As dispatch(), for operations that exist for Float and Double only; other types are the user's
// mistake.
template <typename F>
decltype(auto) dispatch_floating(ElementType type, F&& f) {
  if (type == ElementType::Float) return f.template operator()<float>();
  if (type != ElementType::Double)
    throw Error("expected a FloatTensor or a DoubleTensor, got a " + std::string(name_of(type)) +
                "Tensor");
  return f.template operator()<double>();
}

// As dispatch(), for operations on integers only.
template <typename F>
decltype(auto) dispatch_integer(ElementType type, F&& f) {
  if (is_floating(type))
    throw Error("expected a tensor of integers, got a " + std::string(name_of(type)) + "Tensor");
  return dispatch(type, [&]<typename T>() -> decltype(auto) {
    if constexpr (std::is_integral_v<T>) {
      return f.template operator()<T>();
    } else {
      return f.template operator()<std::int64_t>();  // not reached
    }
  });
}

template <typename T>
constexpr ElementType element_type_of() {
  if constexpr (std::is_same_v<T, std::uint8_t>) return ElementType::Byte;
  if constexpr (std::is_same_v<T, std::int8_t>) return ElementType::Char;
  if constexpr (std::is_same_v<T, std::int16_t>) return ElementType::Short;
  if constexpr (std::is_same_v<T, std::int32_t>) return ElementType::Int;
  if constexpr (std::is_same_v<T, std::int64_t>) return ElementType::Long;
  if constexpr (std::is_same_v<T, float>) return ElementType::Float;
  if constexpr (std::is_same_v<T, double>) return ElementType::Double;
}

// What sums of T are kept in: double for the floating types, 64 bits for integers.
template <typename T>
using Accumulator = std::conditional_t<std::is_floating_point_v<T>, double, std::int64_t>;

// A script's number as an element: integers drop the fraction and wrap, whatever the value.
template <typename T>
T element_from(double value) {
  if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(value);
  } else {
    constexpr double kLimit = 9223372036854775808.0;
    const bool fits = value >= -kLimit && value < kLimit;  // false for NaN
    return static_cast<T>(fits ? static_cast<std::int64_t>(value) : INT64_MIN);
  }
}

}  // namespace sluice
