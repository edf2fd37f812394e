// Where the user's script is while functions of ours run.
#pragma once

#include <lua.hpp>
#include <string>

namespace sluice::bind {

// "file:line" of the innermost running function that is neither C nor one of the packages in lua/;
// empty when there is none. Called from a C function.
std::string call_site(lua_State* L);

}  // namespace sluice::bind
