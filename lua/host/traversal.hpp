// next() and pairs() that LuaJIT does not compile.
#pragma once

#include <lua.hpp>

namespace sluice {

// Replaces the globals `next` and `pairs`. Debian 12's LuaJIT (2.1 of 2022-03-20) now and then
// compiles a traversal to code that cuts the upper half off a pointer (LuaJIT's issue 829, mended
// two weeks later); it knows its own next() only, so that a traversal by this one is interpreted. A
// key that is not in the table is an error as before.
void replace_traversal(lua_State* lua);

}  // namespace sluice
