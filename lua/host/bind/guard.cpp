// Texts of errors as Lua sees them.
#include "lua/host/bind/guard.hpp"

namespace sluice::bind {

void push_error(lua_State* L, const std::exception& error) {
  const auto* own = dynamic_cast<const Error*>(&error);
  if (own && own->location.known()) {
    lua_pushstring(L, error.what());
    return;
  }
  luaL_where(L, 1);
  lua_pushstring(L, error.what());
  lua_concat(L, 2);
}

}  // namespace sluice::bind
