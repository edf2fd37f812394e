// Library functions of LuaJIT that compiled code gets wrong, as functions that it only interprets.
#pragma once

#include <lua.hpp>

namespace sluice {

// Replaces functions of Lua's libraries by plain C functions of the same behaviour, which LuaJIT
// does not compile; open the libraries first.
// - `next` and `pairs`: Debian 12's LuaJIT (2.1 of 2022-03-20) now and then compiles a traversal to
//   code that cuts the upper half off a pointer (LuaJIT's issue 829, mended two weeks later).
// - `io.write`, `io.flush` and a file's `write` and `flush`: a compiled call that fails is repeated
//   by the interpreter, which says how it went. The second flush of a full disk succeeds, since the
//   first one gave the data up, and the loss would go unnoticed.
void replace_miscompiled_functions(lua_State* lua);

}  // namespace sluice
