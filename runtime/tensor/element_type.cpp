// Names and sizes of the element types.
#include "runtime/tensor/element_type.hpp"

namespace sluice {

std::string_view name_of(ElementType type) {
  constexpr std::string_view kNames[] = {"Byte", "Char", "Short", "Int", "Long", "Float", "Double"};
  return kNames[static_cast<std::size_t>(type)];
}

std::int64_t size_in_bytes(ElementType type) {
  return dispatch(
      type, []<typename T>() -> std::int64_t { return static_cast<std::int64_t>(sizeof(T)); });
}

}  // namespace sluice
