// JSON text as Lua values.
#include "lua/host/design/json_value.hpp"

#include "compiler/front_end.hpp"

namespace sluice {
namespace {

void push(lua_State* lua, const nlohmann::json& value) {
  luaL_checkstack(lua, 4, "JSON is nested too deep");
  if (value.is_object()) {
    lua_createtable(lua, 0, static_cast<int>(value.size()));
    for (const auto& [name, member] : value.items()) {
      lua_pushlstring(lua, name.data(), name.size());
      push(lua, member);
      lua_rawset(lua, -3);
    }
  } else if (value.is_array()) {
    lua_createtable(lua, static_cast<int>(value.size()), 0);
    for (std::size_t i = 0; i < value.size(); ++i) {
      push(lua, value[i]);
      lua_rawseti(lua, -2, static_cast<int>(i) + 1);
    }
  } else if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    lua_pushlstring(lua, text.data(), text.size());
  } else if (value.is_boolean()) {
    lua_pushboolean(lua, value.get<bool>());
  } else if (value.is_number()) {
    lua_pushnumber(lua, value.get<double>());
  } else {
    lua_pushnil(lua);
  }
}

}  // namespace

void push_json(lua_State* lua, const std::string& text, const std::string& source) {
  push(lua, parse_json(text, source));
}

}  // namespace sluice
