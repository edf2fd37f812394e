// Default type, identity and addresses, tables from tensors, threads of the linear algebra, clocks.
#include <unistd.h>

#include "lua/host/bind/guard.hpp"
#include "lua/host/torch/groups.hpp"
#include "runtime/blas/blas.hpp"
#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice::bind {
namespace {

int set_default_type(lua_State* L) {
  const std::string name = luaL_checkstring(L, 1);
  for (ElementType type : kElementTypes)
    if (tensor_class(type).name == name) set_default_element_type(type);
  return 0;
}

// A number that is the same for two values exactly when they are the same object.
int pointer(lua_State* L) {
  const Handle* handle = to_handle(L, 1);
  const void* address = handle ? handle->object : lua_topointer(L, 1);
  if (!address && lua_type(L, 1) == LUA_TSTRING) address = lua_tostring(L, 1);
  if (!address) throw Error("pointer: a " + type_name(L, 1) + " has no address");
  lua_pushnumber(L, static_cast<double>(reinterpret_cast<std::uintptr_t>(address)));
  return 1;
}

// Nested tables of the elements of `t`.
void push_table(lua_State* L, const Tensor& t) {
  if (t.empty()) return lua_newtable(L);
  lua_createtable(L, static_cast<int>(t.size(0)), 0);
  for (int i = 0; i < t.size(0); ++i) {
    if (t.dim() == 1) {
      lua_pushnumber(L, get_element(*t.storage(), t.offset() + i * t.stride(0)));
    } else {
      push_table(L, select(t, 0, i));
    }
    lua_rawseti(L, -2, i + 1);
  }
}

int to_table(lua_State* L) {
  luaL_checkstack(L, 2 * kMaxDims, "too many dimensions");
  if (const Tensor* t = to_tensor(L, 1)) {
    push_table(L, *t);
  } else if (Storage* storage = to_storage(L, 1)) {
    push_table(L, as_vector(Ref<Storage>(storage)));
  } else {
    throw Error("totable: expected a tensor or a storage, got " + type_name(L, 1));
  }
  return 1;
}

int data_address(lua_State* L) {
  const Tensor* t = to_tensor(L, 1);
  if (!t) throw Error("data: expected a tensor, got " + type_name(L, 1));
  if (!t->storage()) return 0;
  const std::int64_t offset = t->offset() * size_in_bytes(t->type());
  lua_pushlightuserdata(L, static_cast<std::byte*>(t->storage()->data()) + offset);
  return 1;
}

int live_bytes(lua_State* L) {
  lua_pushnumber(L, static_cast<double>(Storage::live_bytes()));
  return 1;
}

int set_threads(lua_State* L) {
  blas::set_num_threads(static_cast<int>(luaL_checkinteger(L, 1)));
  return 0;
}

int get_threads(lua_State* L) {
  lua_pushinteger(L, blas::num_threads());
  return 1;
}

int core_count(lua_State* L) {
  lua_pushinteger(L, static_cast<lua_Integer>(sysconf(_SC_NPROCESSORS_ONLN)));
  return 1;
}

constexpr luaL_Reg kFunctions[] = {{"set_default_type", set_default_type},
                                   {"pointer", guarded<pointer>},
                                   {"totable", guarded<to_table>},
                                   {"data_address", guarded<data_address>},
                                   {"live_bytes", live_bytes},
                                   {"setnumthreads", set_threads},
                                   {"getnumthreads", get_threads},
                                   {"getnumcores", core_count}};

}  // namespace

void install_misc(lua_State* L) {
  for (const luaL_Reg& function : kFunctions) {
    lua_pushcfunction(L, function.func);
    lua_setfield(L, -2, function.name);
  }
  for (ElementType type : kElementTypes) {
    push_metatable(L, tensor_class(type));
    lua_pushcfunction(L, guarded<to_table>);
    lua_setfield(L, -2, "totable");
    lua_pushcfunction(L, guarded<data_address>);
    lua_setfield(L, -2, "data_address");
    lua_pop(L, 1);
    push_metatable(L, storage_class(type));
    lua_pushcfunction(L, guarded<to_table>);
    lua_setfield(L, -2, "totable");
    lua_pop(L, 1);
  }
}

}  // namespace sluice::bind
