// push(): the results of bound lambdas as Lua values; each returns how many it pushed.
#pragma once

#include <concepts>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "lua/host/bind/handle.hpp"

namespace sluice::bind {

inline int push(lua_State* L, std::same_as<bool> auto value) {
  lua_pushboolean(L, value);
  return 1;
}
inline int push(lua_State* L, double value) {
  lua_pushnumber(L, value);
  return 1;
}
inline int push(lua_State* L,
                std::integral auto value) requires(!std::same_as<decltype(value), bool>) {
  lua_pushnumber(L, static_cast<double>(value));
  return 1;
}
inline int push(lua_State* L, const std::string& value) {
  lua_pushlstring(L, value.data(), value.size());
  return 1;
}
inline int push(lua_State* L, const Tensor& value) {
  push_tensor(L, value);
  return 1;
}
inline int push(lua_State* L, const Ref<Storage>& value) {
  push_storage(L, value);
  return 1;
}
// A table of tensors.
inline int push(lua_State* L, const std::vector<Tensor>& values) {
  lua_createtable(L, static_cast<int>(values.size()), 0);
  int i = 0;
  for (const Tensor& value : values) {
    push_tensor(L, value);
    lua_rawseti(L, -2, ++i);
  }
  return 1;
}
template <typename... T>
int push(lua_State* L, const std::variant<T...>& value) {
  return std::visit([&](const auto& held) { return push(L, held); }, value);
}
template <typename... T>
int push(lua_State* L, const std::tuple<T...>& values) {
  return std::apply([&](const auto&... value) { return (0 + ... + push(L, value)); }, values);
}

}  // namespace sluice::bind
