// JSON text as Lua values.
#pragma once

#include <lua.hpp>
#include <string>

namespace sluice {

// Pushes what the text holds: objects and arrays as tables, null as nil. Throws Error for text that
// is no JSON.
void push_json(lua_State* lua, const std::string& text, const std::string& source);

}  // namespace sluice
