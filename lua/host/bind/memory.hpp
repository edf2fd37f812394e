// The weight of storages on Lua's garbage collector, which sees only their small handles.
#pragma once

#include <lua.hpp>

namespace sluice::bind {

// Runs as much of a collection as the memory allocated outside of Lua's heap makes due. To be
// called before each new handle.
void collect_garbage_if_due(lua_State* L);

}  // namespace sluice::bind
