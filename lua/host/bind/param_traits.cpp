// Reading of the arguments that take more than one line.
#include "lua/host/bind/param_traits.hpp"

#include <algorithm>
#include <climits>

namespace sluice::bind::read {

// What no int can hold is no dimension of any tensor, and is given as such.
Dim dim(lua_State* L, int index) {
  return {static_cast<int>(std::clamp<std::int64_t>(integer(L, index), INT_MIN + 1, INT_MAX)) - 1};
}

std::string string(lua_State* L, int index) {
  std::size_t length = 0;
  const char* text = lua_tolstring(L, index, &length);
  return {text, length};
}

Sizes sizes(lua_State* L, int index) {
  if (const Storage* storage = to_storage(L, index))
    return {Dims(std::span<const std::int64_t>(storage->elements<std::int64_t>()))};
  Sizes result;
  for (int i = index; i <= lua_gettop(L); ++i) result.dims.push_back(integer(L, i));
  return result;
}

TensorList tensor_list(lua_State* L, int index) {
  TensorList list;
  const int count = static_cast<int>(lua_objlen(L, index));
  for (int i = 1; i <= count; ++i) {
    lua_rawgeti(L, index, i);
    list.push_back(*to_tensor(L, -1));
    lua_pop(L, 1);
  }
  return list;
}

Tensor tensor(lua_State* L, int index) { return *to_tensor(L, index); }

}  // namespace sluice::bind::read
