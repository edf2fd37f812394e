// The C++ modules that Lua code can `require`.
#pragma once

#include <lua.hpp>

namespace sluice {

// Puts every native module's opener into package.preload.
void preload_native_modules(lua_State* lua);

}  // namespace sluice
