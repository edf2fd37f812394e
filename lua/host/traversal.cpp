// Lua's next() and pairs() over lua_next().
#include "lua/host/traversal.hpp"

namespace sluice {
namespace {

int next(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 2);
  if (lua_next(lua, 1) != 0) return 2;
  lua_pushnil(lua);
  return 1;
}

int pairs(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_pushvalue(lua, 1);
  lua_pushnil(lua);
  return 3;
}

}  // namespace

void replace_traversal(lua_State* lua) {
  lua_pushcfunction(lua, next);
  lua_pushvalue(lua, -1);
  lua_setglobal(lua, "next");
  lua_pushcclosure(lua, pairs, 1);
  lua_setglobal(lua, "pairs");
}

}  // namespace sluice
