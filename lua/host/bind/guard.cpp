// Texts of errors as Lua sees them.
#include "lua/host/bind/guard.hpp"

#include "lua/host/bind/call_site.hpp"

namespace sluice::bind {

void push_error(lua_State* L, const std::exception& error) {
  const auto* own = dynamic_cast<const Error*>(&error);
  if (own && own->location.known()) {
    lua_pushstring(L, error.what());
    return;
  }
  const std::string place = call_site(L);
  const std::string text = place.empty() ? error.what() : place + ": " + error.what();
  lua_pushlstring(L, text.data(), text.size());
}

}  // namespace sluice::bind
