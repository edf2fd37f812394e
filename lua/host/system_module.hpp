// What Lua's own library does not offer of the operating system: folders, clocks, the terminal.
#pragma once

#include <lua.hpp>

namespace sluice {

// Opens the module `sluice.system`. Functions that can fail give nil and the reason.
int open_system(lua_State* lua);

}  // namespace sluice
