// The groups of torch functions. Each group fills its list; torch_core.cpp installs them all.
#pragma once

#include "lua/host/bind/function.hpp"

namespace sluice::bind {

void define_views(Definitions& all);

// What is no list of overloads: constructors, indexing and operators, storages, generators.
// Functions go into the table at the top of the stack, the rest into the metatables.
void install_storages(lua_State* L);
void install_indexing(lua_State* L);
void install_construction(lua_State* L);
void install_misc(lua_State* L);

}  // namespace sluice::bind
