// The border between C++ exceptions and Lua errors.
#pragma once

#include <exception>
#include <lua.hpp>
#include <string>

#include "runtime/base/error.hpp"

namespace sluice::bind {

// Pushes the text of an error, with the line of the user's script, if any, that led to the
// running C function, unless the error names a place itself.
void push_error(lua_State* L, const std::exception& error);

// A lua_CFunction from one that throws: sluice::Error becomes a Lua error. Lua's own errors pass.
template <int (*Function)(lua_State*)>
int guarded(lua_State* L) {
  try {
    return Function(L);
  } catch (const std::exception& error) {
    push_error(L, error);
  }
  return lua_error(L);
}

}  // namespace sluice::bind
