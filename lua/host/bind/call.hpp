// Call: one call from Lua while it is being matched against an overload and carried out.
#pragma once

#include <array>
#include <lua.hpp>
#include <optional>
#include <string>
#include <vector>

#include "lua/host/bind/handle.hpp"
#include "lua/host/bind/param.hpp"

namespace sluice::bind {

inline constexpr int kMaxParams = 12;

// A set of element types.
class TypeSet {
 public:
  constexpr TypeSet(std::initializer_list<ElementType> types) {
    for (ElementType type : types) bits_ |= 1U << static_cast<unsigned>(type);
  }
  constexpr bool contains(ElementType type) const {
    return (bits_ >> static_cast<unsigned>(type)) & 1U;
  }

 private:
  unsigned bits_ = 0;
};

inline constexpr TypeSet kAllTypes{ElementType::Byte,  ElementType::Char, ElementType::Short,
                                   ElementType::Int,   ElementType::Long, ElementType::Float,
                                   ElementType::Double};
inline constexpr TypeSet kFloatingTypes{ElementType::Float, ElementType::Double};
inline constexpr TypeSet kIntegerTypes{ElementType::Byte, ElementType::Char, ElementType::Short,
                                       ElementType::Int, ElementType::Long};

// The element type of tensors that are made without another tensor at hand.
ElementType default_element_type();
void set_default_element_type(ElementType type);

struct Call {
  lua_State* L;
  bool is_method;
  TypeSet types;
  int argument_count;
  // The stack index of the argument that each parameter got, 0 for none.
  std::array<int, kMaxParams> slots{};
  ElementType type = ElementType::Double;  // the operating type
  // The operating type that the script asks for by name; tensors of another type do not fit.
  std::optional<ElementType> asked_type;
  // Tensors made for absent results, by parameter.
  std::array<Ref<TensorBox>, kMaxParams> made{};

  Call(lua_State* state, bool method, TypeSet supported)
      : L(state), is_method(method), types(supported), argument_count(lua_gettop(state)) {}

  // Assigns the arguments to the parameters; false when they do not fit.
  bool match(const std::vector<Param>& params);
  // The tensor of parameter p: the argument, the object itself, or a new tensor of `made_type`.
  Tensor& tensor(const std::vector<Param>& params, int p, ElementType made_type);
  // Pushes the arguments or new tensors of all returned parameters; returns their number.
  int push_returned(const std::vector<Param>& params);
};

// "[*Tensor*] Tensor number", for messages.
std::string describe(const std::vector<Param>& params, bool is_method);

}  // namespace sluice::bind
