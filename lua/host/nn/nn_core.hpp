// The module nn_core: the layers' kernels as Lua functions.
#pragma once

#include <lua.hpp>

namespace sluice {

// Leaves the table of functions on the stack: what `require 'nn_core'` returns.
int luaopen_sluice_nn(lua_State* lua);

}  // namespace sluice
