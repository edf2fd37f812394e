// Array files for Lua: .npy and IDX as tensors.
#pragma once

#include <lua.hpp>

namespace sluice {

// Opens the module `sluice.array_core`: load_npy(path), save_npy(path, tensor), load_idx(path).
int open_array_core(lua_State* lua);

}  // namespace sluice
