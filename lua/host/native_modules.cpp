// The one list of C++ modules that Lua code can `require`; a new one is a new line.
#include "lua/host/native_modules.hpp"

#include "lua/host/data/array_module.hpp"
#include "lua/host/design/design_core.hpp"
#include "lua/host/line_editor.hpp"
#include "lua/host/nn/nn_core.hpp"
#include "lua/host/system_module.hpp"
#include "lua/host/torch/torch_core.hpp"

namespace sluice {
namespace {

struct NativeModule {
  const char* name;
  lua_CFunction open;
};

constexpr NativeModule kNativeModules[] = {
    {"sluice.array_core", open_array_core},   {"sluice.design_core", open_design_core},
    {"sluice.line_editor", open_line_editor}, {"sluice.system", open_system},
    {"nn_core", luaopen_sluice_nn},           {"torch_core", luaopen_sluice_torch},
};

}  // namespace

void preload_native_modules(lua_State* lua) {
  lua_getglobal(lua, "package");
  lua_getfield(lua, -1, "preload");
  for (const NativeModule& module : kNativeModules) {
    lua_pushcfunction(lua, module.open);
    lua_setfield(lua, -2, module.name);
  }
  lua_pop(lua, 2);
}

}  // namespace sluice
