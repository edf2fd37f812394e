// Lua's next() and pairs() over lua_next(); functions of the io library without their number.
#include "lua/host/interpreted_functions.hpp"

#include <initializer_list>

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

void replace_traversal(lua_State* lua) {
  lua_pushcfunction(lua, next);
  lua_pushvalue(lua, -1);
  lua_setglobal(lua, "next");
  lua_pushcclosure(lua, pairs, 1);
  lua_setglobal(lua, "pairs");
}

// Puts the same C functions into the table on the stack anew. LuaJIT's compiler knows a library's
// function by a number in its function object, which a new object over the same code lacks.
void forget_numbers(lua_State* lua, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    lua_getfield(lua, -1, name);
    lua_CFunction function = lua_tocfunction(lua, -1);
    lua_pop(lua, 1);
    lua_pushcfunction(lua, function);
    lua_setfield(lua, -2, name);
  }
}

void replace_output(lua_State* lua) {
  lua_getglobal(lua, LUA_IOLIBNAME);
  forget_numbers(lua, {"write", "flush"});
  lua_getfield(lua, -1, "stdout");
  lua_getmetatable(lua, -1);
  lua_getfield(lua, -1, "__index");
  forget_numbers(lua, {"write", "flush"});
  lua_pop(lua, 4);
}

}  // namespace

void replace_miscompiled_functions(lua_State* lua) {
  replace_traversal(lua);
  replace_output(lua);
}

}  // namespace sluice
