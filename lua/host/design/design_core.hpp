// The compiler and the simulation for Lua.
#pragma once

#include <lua.hpp>

namespace sluice {

// Opens the module `sluice.design_core`, which lua/sluice wraps; its functions are described in
// README.md.
int open_design_core(lua_State* lua);

}  // namespace sluice
