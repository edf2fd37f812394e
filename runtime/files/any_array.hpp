// An array whose element type is known only when its file is read.
#pragma once

#include <cstdint>
#include <variant>

#include "runtime/array/array.hpp"

namespace sluice {

// The element types that array files hold.
using AnyArray =
    std::variant<Array<std::uint8_t>, Array<std::int8_t>, Array<std::int16_t>, Array<std::int32_t>,
                 Array<std::int64_t>, Array<float>, Array<double>>;

inline const Shape& shape_of(const AnyArray& array) {
  return std::visit([](const auto& typed) -> const Shape& { return typed.shape; }, array);
}

// "float32", "uint8", ...: the name of T in messages, as numpy says it.
template <typename T>
constexpr const char* element_name() {
  if constexpr (std::is_same_v<T, std::uint8_t>) return "uint8";
  if constexpr (std::is_same_v<T, std::int8_t>) return "int8";
  if constexpr (std::is_same_v<T, std::int16_t>) return "int16";
  if constexpr (std::is_same_v<T, std::int32_t>) return "int32";
  if constexpr (std::is_same_v<T, std::int64_t>) return "int64";
  if constexpr (std::is_same_v<T, float>) return "float32";
  if constexpr (std::is_same_v<T, double>) return "float64";
}

inline const char* element_name_of(const AnyArray& array) {
  return std::visit([]<typename T>(const Array<T>&) -> const char* { return element_name<T>(); },
                    array);
}

}  // namespace sluice
