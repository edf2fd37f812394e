// Array files for Lua: .npy and IDX as tensors.
#include "lua/host/data/array_module.hpp"

#include "lua/host/bind/handle.hpp"
#include "lua/host/data/array_tensor.hpp"
#include "runtime/base/error.hpp"
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

// A mistake comes back as the function's usual number of nils and its text: the Lua side knows best
// whose line it is.
template <int (*Function)(lua_State*), int kNils>
int returning_errors(lua_State* lua) {
  try {
    return Function(lua);
  } catch (const std::exception& error) {
    lua_settop(lua, 0);
    for (int i = 0; i < kNils; ++i) lua_pushnil(lua);
    lua_pushstring(lua, error.what());
  }
  return kNils + 1;
}

void push_array(lua_State* lua, const std::string& path, const AnyArray& array) {
  try {
    bind::push_tensor(lua, tensor_from_array(array));
  } catch (const Error& error) {
    throw Error(path + ": " + error.message, {}, error.notes);
  }
}

// load_npy(path): the tensor, or nil and what is wrong.
int load_npy(lua_State* lua) {
  const std::string path = path_argument(lua);
  push_array(lua, path, read_npy(path));
  return 1;
}

// save_npy(path, tensor): nothing, or what is wrong.
int save_npy(lua_State* lua) {
  const std::string path = path_argument(lua);
  const Tensor* tensor = bind::to_tensor(lua, 2);
  if (tensor == nullptr) throw Error("expected a tensor, got " + bind::type_name(lua, 2));
  write_npy(path, array_from_tensor(*tensor, path));
  return 0;
}

// load_idx(path): the tensor, or nil and what is wrong.
int load_idx(lua_State* lua) {
  const std::string path = path_argument(lua);
  push_array(lua, path, read_idx(path));
  return 1;
}

}  // namespace

int open_array_core(lua_State* lua) {
  constexpr luaL_Reg kFunctions[] = {{"load_npy", returning_errors<load_npy, 1>},
                                     {"save_npy", returning_errors<save_npy, 0>},
                                     {"load_idx", returning_errors<load_idx, 1>},
                                     {nullptr, nullptr}};
  lua_newtable(lua);
  luaL_register(lua, nullptr, kFunctions);
  return 1;
}

}  // namespace sluice
