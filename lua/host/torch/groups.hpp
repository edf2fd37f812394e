// The groups of torch functions. Each group fills its list; torch_core.cpp installs them all.
#pragma once

#include "lua/host/bind/function.hpp"

namespace sluice::bind {

// For all element types.
void define_views(Definitions& all);
void define_arithmetic(Definitions& all);
void define_reductions(Definitions& all);
void define_selections(Definitions& all);
void define_linear(Definitions& all);
void define_operators(Definitions& all);
void define_creation(Definitions& all);
void define_seeds(Definitions& all);
// For some.
void define_absolute(Definitions& signed_types);
void define_bits(Definitions& integers);
void define_byte_reductions(Definitions& bytes);
void define_math(Definitions& floating);
void define_statistics(Definitions& floating);
void define_floating_creation(Definitions& floating);
void define_distributions(Definitions& floating);

// What is no list of overloads: constructors, indexing, storages, generators. Functions go into the
// table at the top of the stack, the rest into the metatables.
void install_construction(lua_State* L);
void install_storages(lua_State* L);
void install_generators(lua_State* L);
void install_indexing(lua_State* L);
void install_multiplication(lua_State* L);
void install_misc(lua_State* L);

}  // namespace sluice::bind
