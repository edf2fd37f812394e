// Tensors from Lua values.
#include "lua/host/torch/construct.hpp"

#include "lua/host/bind/guard.hpp"
#include "lua/host/torch/groups.hpp"
#include "runtime/tensor/copy.hpp"

namespace sluice::bind {
namespace {

std::int64_t read_integer(lua_State* L, int index, const char* what) {
  if (!lua_isnumber(L, index))
    throw Error(std::string("expected ") + what + " as argument " + std::to_string(index) +
                ", got " + type_name(L, index));
  return element_from<std::int64_t>(lua_tonumber(L, index));
}

Storage* to_long_storage(lua_State* L, int index) {
  Storage* storage = to_storage(L, index);
  return storage && storage->type() == ElementType::Long ? storage : nullptr;
}

Dims dims_of(const Storage& storage) {
  return Dims(std::span<const std::int64_t>(storage.elements<std::int64_t>()));
}

Dims unknown_strides(const Dims& sizes) {
  Dims strides;
  for (int d = 0; d < sizes.count(); ++d) strides.push_back(-1);
  return strides;
}

// sz1, st1, sz2, st2, ... after a storage and its offset.
SizeAndStride read_size_stride_pairs(lua_State* L, int index) {
  SizeAndStride result;
  for (int i = index; i <= lua_gettop(L); i += 2) {
    result.sizes.push_back(read_integer(L, i, "a size"));
    const bool has_stride = i + 1 <= lua_gettop(L);
    result.strides.push_back(has_stride ? read_integer(L, i + 1, "a stride") : -1);
  }
  return result;
}

Tensor view_storage(lua_State* L, const Ref<Storage>& storage, int index) {
  Tensor result(storage->type());
  if (lua_isnoneornil(L, index)) {
    result.set(storage, 0, Dims{storage->size()}, Dims{1});
    return result;
  }
  const std::int64_t offset = read_integer(L, index, "a storage offset") - 1;
  const bool has_sizes = !lua_isnoneornil(L, index + 1);
  const SizeAndStride sizes = !has_sizes ? SizeAndStride{Dims{storage->size() - offset}, Dims{1}}
                              : to_storage(L, index + 1) ? read_sizes(L, index + 1)
                                                         : read_size_stride_pairs(L, index + 1);
  result.set(storage, offset, sizes.sizes, sizes.strides);
  return result;
}

// The sizes of nested tables, taken from their first elements.
Dims table_sizes(lua_State* L, int index) {
  Dims sizes;
  luaL_checkstack(L, 2 * kMaxDims + 8, "tables nest too deep");
  const int top = lua_gettop(L);
  lua_pushvalue(L, index);
  while (lua_istable(L, -1)) {
    sizes.push_back(static_cast<std::int64_t>(lua_objlen(L, -1)));
    lua_rawgeti(L, -1, 1);
  }
  lua_settop(L, top);
  return sizes;
}

// Stores the numbers of the table at the top, which has the sizes from dimension d on.
template <typename T>
void store_table(lua_State* L, const Dims& sizes, int d, T*& next) {
  if (static_cast<std::int64_t>(lua_objlen(L, -1)) != sizes[d])
    throw Error("tables of different lengths: expected " + std::to_string(sizes[d]) + ", got " +
                std::to_string(lua_objlen(L, -1)));
  for (int i = 1; i <= sizes[d]; ++i) {
    lua_rawgeti(L, -1, i);
    if (d + 1 < sizes.count()) {
      if (!lua_istable(L, -1)) throw Error("expected a table, got " + type_name(L, -1));
      store_table(L, sizes, d + 1, next);
    } else {
      if (!lua_isnumber(L, -1)) throw Error("expected a number, got " + type_name(L, -1));
      *next++ = element_from<T>(lua_tonumber(L, -1));
    }
    lua_pop(L, 1);
  }
}

Tensor tensor_from_table(lua_State* L, ElementType type, int index) {
  Tensor result(type, table_sizes(L, index));
  if (result.empty()) return result;
  lua_pushvalue(L, index);
  dispatch(type, [&]<typename T>() {
    T* next = result.data<T>();
    store_table(L, result.sizes(), 0, next);
  });
  lua_pop(L, 1);
  return result;
}

// Upvalue 1: the element type.
int construct_tensor(lua_State* L) {
  const auto type = static_cast<ElementType>(lua_tointeger(L, lua_upvalueindex(1)));
  push_tensor(L, read_tensor(L, type, 1));
  return 1;
}

int set_tensor(lua_State* L) {
  Tensor* self = to_tensor(L, 1);
  if (!self) throw Error("set: expected a tensor, got " + type_name(L, 1));
  if (lua_istable(L, 2)) throw Error("set: expected a tensor or a storage, got a table");
  self->set(read_tensor(L, self->type(), 2));
  lua_settop(L, 1);
  return 1;
}

int resize_tensor(lua_State* L) {
  Tensor* self = to_tensor(L, 1);
  if (!self) throw Error("resize: expected a tensor, got " + type_name(L, 1));
  const SizeAndStride wanted = read_sizes(L, 2);
  if (wanted.strides == unknown_strides(wanted.sizes)) {
    self->resize(wanted.sizes);
  } else {
    self->resize(wanted.sizes, wanted.strides);
  }
  lua_settop(L, 1);
  return 1;
}

void set_method(lua_State* L, const char* name, lua_CFunction function) {
  lua_pushcfunction(L, function);
  lua_setfield(L, -2, name);
}

}  // namespace

SizeAndStride read_sizes(lua_State* L, int index) {
  SizeAndStride result;
  if (const Storage* sizes = to_long_storage(L, index)) {
    result.sizes = dims_of(*sizes);
    const Storage* strides = to_long_storage(L, index + 1);
    result.strides = strides ? dims_of(*strides) : unknown_strides(result.sizes);
    return result;
  }
  for (int i = index; i <= lua_gettop(L); ++i)
    result.sizes.push_back(read_integer(L, i, "a size or a LongStorage of sizes"));
  result.strides = unknown_strides(result.sizes);
  return result;
}

Tensor read_tensor(lua_State* L, ElementType type, int index) {
  if (lua_istable(L, index)) return tensor_from_table(L, type, index);
  if (const Tensor* tensor = to_tensor(L, index)) {
    if (tensor->type() != type)
      throw Error("expected a " + tensor_class(type).name + ", got a " + type_name(L, index));
    return *tensor;
  }
  if (Storage* storage = to_storage(L, index); storage && storage->type() == type)
    return view_storage(L, Ref<Storage>(storage), index + 1);
  const SizeAndStride sizes = read_sizes(L, index);
  Tensor result(type);
  result.resize(sizes.sizes, sizes.strides);
  return result;
}

void install_construction(lua_State* L) {
  lua_newtable(L);
  for (ElementType type : kElementTypes) {
    const ObjectClass& object_class = tensor_class(type);
    lua_pushinteger(L, static_cast<int>(type));
    lua_pushcclosure(L, guarded<construct_tensor>, 1);
    push_metatable(L, object_class);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "new_from_arguments");
    set_method(L, "set", guarded<set_tensor>);
    set_method(L, "resize", guarded<resize_tensor>);
    lua_pop(L, 1);
    lua_setfield(L, -2, object_class.name.c_str());
  }
  lua_setfield(L, -2, "constructors");
}

}  // namespace sluice::bind
