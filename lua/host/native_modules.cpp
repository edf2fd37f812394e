// The one list of C++ modules that Lua code can `require`; a new one is a new line.
#include "lua/host/native_modules.hpp"

namespace sluice {
namespace {

struct NativeModule {
  const char* name;
  lua_CFunction open;
};

constexpr NativeModule kNativeModules[] = {
    {nullptr, nullptr},
};

}  // namespace

void preload_native_modules(lua_State* lua) {
  lua_getglobal(lua, "package");
  lua_getfield(lua, -1, "preload");
  for (const NativeModule& module : kNativeModules) {
    if (module.name == nullptr) continue;
    lua_pushcfunction(lua, module.open);
    lua_setfield(lua, -2, module.name);
  }
  lua_pop(lua, 2);
}

}  // namespace sluice
