// Array files for Lua: .npy and IDX as tensors.
#include "lua/host/data/array_module.hpp"

#include "lua/host/bind/guard.hpp"
#include "lua/host/bind/handle.hpp"
#include "lua/host/data/array_tensor.hpp"
#include "runtime/files/idx.hpp"
#include "runtime/files/npy.hpp"

namespace sluice {
namespace {

std::string path_argument(lua_State* lua) {
  if (lua_type(lua, 1) != LUA_TSTRING) {
    throw Error("expected a file name, got " + bind::type_name(lua, 1));
  }
  return lua_tostring(lua, 1);
}

int load_npy(lua_State* lua) {
  bind::push_tensor(lua, tensor_from_array(read_npy(path_argument(lua))));
  return 1;
}

int save_npy(lua_State* lua) {
  const std::string path = path_argument(lua);
  const Tensor* tensor = bind::to_tensor(lua, 2);
  if (tensor == nullptr) throw Error("expected a tensor, got " + bind::type_name(lua, 2));
  write_npy(path, array_from_tensor(*tensor, path));
  return 0;
}

int load_idx(lua_State* lua) {
  bind::push_tensor(lua, tensor_from_array(read_idx(path_argument(lua))));
  return 1;
}

}  // namespace

int open_array_core(lua_State* lua) {
  constexpr luaL_Reg kFunctions[] = {{"load_npy", bind::guarded<load_npy>},
                                     {"save_npy", bind::guarded<save_npy>},
                                     {"load_idx", bind::guarded<load_idx>},
                                     {nullptr, nullptr}};
  lua_newtable(lua);
  luaL_register(lua, nullptr, kFunctions);
  return 1;
}

}  // namespace sluice
