// The native half of `torch`.
#pragma once

#include <lua.hpp>

namespace sluice {

// `require 'torch_core'`: a table of functions; the metatables of tensors and storages are in its
// field `metatables`, by class name.
int luaopen_sluice_torch(lua_State* L);

}  // namespace sluice
