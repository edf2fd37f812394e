// Handles: metatables, ownership and type tests.
#include "lua/host/bind/handle.hpp"

#include "lua/host/bind/memory.hpp"

namespace sluice::bind {
namespace {

const char kHandleTag = 0;  // its address marks our userdata

ObjectClass typed_class(ElementType type, ObjectKind kind, const char* suffix) {
  return {"torch." + std::string(name_of(type)) + suffix, kind, type};
}

// One class per element type, in the order of the enumeration.
template <ObjectKind Kind>
const ObjectClass& class_of_type(ElementType type, const char* suffix) {
  static const ObjectClass kClasses[] = {
      typed_class(ElementType::Byte, Kind, suffix),  typed_class(ElementType::Char, Kind, suffix),
      typed_class(ElementType::Short, Kind, suffix), typed_class(ElementType::Int, Kind, suffix),
      typed_class(ElementType::Long, Kind, suffix),  typed_class(ElementType::Float, Kind, suffix),
      typed_class(ElementType::Double, Kind, suffix)};
  return kClasses[static_cast<std::size_t>(type)];
}

int collect(lua_State* L) {
  if (Handle* handle = to_handle(L, 1); handle && handle->object) {
    handle->object->release();
    handle->object = nullptr;
  }
  return 0;
}

// Two handles are equal when they own the same object.
int equal(lua_State* L) {
  const Handle* a = to_handle(L, 1);
  const Handle* b = to_handle(L, 2);
  lua_pushboolean(L, a && b && a->object == b->object);
  return 1;
}

int to_text(lua_State* L) {
  lua_pushstring(L, type_name(L, 1).c_str());
  return 1;
}

void set_function(lua_State* L, const char* name, lua_CFunction function) {
  lua_pushcfunction(L, function);
  lua_setfield(L, -2, name);
}

void make_metatable(lua_State* L, const ObjectClass& object_class) {
  lua_newtable(L);
  set_function(L, "__gc", collect);
  set_function(L, "__eq", equal);
  set_function(L, "__tostring", to_text);
  lua_pushvalue(L, -1);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, object_class.name.c_str());
  lua_setfield(L, -2, "__typename");
  lua_pushinteger(L, 1);
  lua_setfield(L, -2, "__version");
}

}  // namespace

const ObjectClass& tensor_class(ElementType type) {
  return class_of_type<ObjectKind::Tensor>(type, "Tensor");
}

const ObjectClass& storage_class(ElementType type) {
  return class_of_type<ObjectKind::Storage>(type, "Storage");
}

const ObjectClass& generator_class() {
  static const ObjectClass kClass{"torch.Generator", ObjectKind::Generator, ElementType::Double};
  return kClass;
}

Handle* to_handle(lua_State* L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA || lua_objlen(L, index) != sizeof(Handle)) return nullptr;
  auto* handle = static_cast<Handle*>(lua_touserdata(L, index));
  return handle->tag == &kHandleTag && handle->object ? handle : nullptr;
}

void push_metatable(lua_State* L, const ObjectClass& object_class) {
  void* key = const_cast<ObjectClass*>(&object_class);
  lua_pushlightuserdata(L, key);
  lua_rawget(L, LUA_REGISTRYINDEX);
  if (lua_istable(L, -1)) return;
  lua_pop(L, 1);
  make_metatable(L, object_class);
  lua_pushlightuserdata(L, key);
  lua_pushvalue(L, -2);
  lua_rawset(L, LUA_REGISTRYINDEX);
}

void push_object(lua_State* L, const ObjectClass& object_class, RefCounted* object) {
  const Ref<RefCounted> keep(object);
  collect_garbage_if_due(L);
  auto* handle = static_cast<Handle*>(lua_newuserdata(L, sizeof(Handle)));
  object->retain();
  *handle = {&kHandleTag, &object_class, object};
  push_metatable(L, object_class);
  lua_setmetatable(L, -2);
}

void push_tensor(lua_State* L, const Tensor& tensor) {
  push_object(L, tensor_class(tensor.type()), new TensorBox(tensor));
}

void push_storage(lua_State* L, const Ref<Storage>& storage) {
  if (storage) return push_object(L, storage_class(storage->type()), storage.get());
  lua_pushnil(L);
}

Tensor* to_tensor(lua_State* L, int index) {
  const Handle* handle = to_handle(L, index);
  if (!handle || handle->object_class->kind != ObjectKind::Tensor) return nullptr;
  return &static_cast<TensorBox*>(handle->object)->value;
}

Storage* to_storage(lua_State* L, int index) {
  const Handle* handle = to_handle(L, index);
  if (!handle || handle->object_class->kind != ObjectKind::Storage) return nullptr;
  return static_cast<Storage*>(handle->object);
}

Generator* to_generator(lua_State* L, int index) {
  const Handle* handle = to_handle(L, index);
  if (!handle || handle->object_class->kind != ObjectKind::Generator) return nullptr;
  return &static_cast<GeneratorBox*>(handle->object)->value;
}

std::string type_name(lua_State* L, int index) {
  if (const Handle* handle = to_handle(L, index)) return handle->object_class->name;
  if (lua_getmetatable(L, index)) {
    lua_getfield(L, -1, "__typename");
    std::string name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
    lua_pop(L, 2);
    if (!name.empty()) return name;
  }
  return luaL_typename(L, index);
}

}  // namespace sluice::bind
