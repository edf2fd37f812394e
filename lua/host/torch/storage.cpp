// Storages: constructors, elements by position, and the way of raw bytes to and from Lua strings.
#include <cstring>

#include "lua/host/bind/guard.hpp"
#include "lua/host/torch/groups.hpp"
#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/format.hpp"

namespace sluice::bind {
namespace {

Storage& self(lua_State* L) {
  Storage* storage = to_storage(L, 1);
  if (!storage) throw Error("expected a storage, got " + type_name(L, 1));
  return *storage;
}

std::int64_t integer_argument(lua_State* L, int index) {
  if (!lua_isnumber(L, index))
    throw Error("expected a number as argument " + std::to_string(index) + ", got " +
                type_name(L, index));
  return element_from<std::int64_t>(lua_tonumber(L, index));
}

Ref<Storage> from_table(lua_State* L, ElementType type) {
  const auto count = static_cast<int>(lua_objlen(L, 1));
  Ref<Storage> storage = Storage::create(type, count);
  for (int i = 1; i <= count; ++i) {
    lua_rawgeti(L, 1, i);
    if (!lua_isnumber(L, -1))
      throw Error("expected a number at position " + std::to_string(i) + ", got " +
                  type_name(L, -1));
    set_element(*storage, i - 1, lua_tonumber(L, -1));
    lua_pop(L, 1);
  }
  return storage;
}

Ref<Storage> part_of(lua_State* L, ElementType type) {
  const Ref<Storage> whole(to_storage(L, 1));
  if (whole->type() != type)
    throw Error("expected a " + storage_class(type).name + ", got a " + type_name(L, 1));
  const std::int64_t offset = lua_isnoneornil(L, 2) ? 0 : integer_argument(L, 2) - 1;
  const std::int64_t size = lua_isnoneornil(L, 3) ? whole->size() - offset : integer_argument(L, 3);
  return Storage::part(whole, offset, size);
}

// (), (size), (table) or (storage [, offset [, size]]). Upvalue 1: the element type.
int construct(lua_State* L) {
  const auto type = static_cast<ElementType>(lua_tointeger(L, lua_upvalueindex(1)));
  if (lua_istable(L, 1)) {
    push_storage(L, from_table(L, type));
  } else if (to_storage(L, 1)) {
    push_storage(L, part_of(L, type));
  } else {
    push_storage(L, Storage::create(type, lua_isnone(L, 1) ? 0 : integer_argument(L, 1)));
  }
  return 1;
}

int size(lua_State* L) {
  lua_pushnumber(L, static_cast<double>(self(L).size()));
  return 1;
}

int element_size(lua_State* L) {
  lua_pushnumber(L, static_cast<double>(size_in_bytes(self(L).type())));
  return 1;
}

int resize(lua_State* L) {
  self(L).resize(integer_argument(L, 2));
  lua_settop(L, 1);
  return 1;
}

int fill_storage(lua_State* L) {
  if (!lua_isnumber(L, 2)) throw Error("fill: expected a number, got " + type_name(L, 2));
  fill(self(L), lua_tonumber(L, 2));
  lua_settop(L, 1);
  return 1;
}

int copy_storage(lua_State* L) {
  const Storage* source = to_storage(L, 2);
  if (!source) throw Error("copy: expected a storage, got " + type_name(L, 2));
  copy(self(L), *source);
  lua_settop(L, 1);
  return 1;
}

// rawstring() gives all bytes as a Lua string, rawstring(s) takes them from one of the same length.
int raw_string(lua_State* L) {
  const std::span<std::byte> bytes = self(L).bytes();
  if (lua_isnoneornil(L, 2)) {
    lua_pushlstring(L, reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return 1;
  }
  std::size_t length = 0;
  const char* text = lua_tolstring(L, 2, &length);
  if (!text || length != bytes.size())
    throw Error("rawstring: expected a string of " + std::to_string(bytes.size()) + " bytes, got " +
                (text ? std::to_string(length) : type_name(L, 2)));
  if (length > 0) std::memcpy(bytes.data(), text, length);
  lua_settop(L, 1);
  return 1;
}

// string() reads a storage of characters, string(s) resizes it to hold s.
int character_string(lua_State* L) {
  Storage& storage = self(L);
  if (lua_isnoneornil(L, 2)) return raw_string(L);
  if (lua_type(L, 2) != LUA_TSTRING)
    throw Error("string: expected a string, got " + type_name(L, 2));
  storage.resize(static_cast<std::int64_t>(lua_objlen(L, 2)));
  return raw_string(L);
}

int address(lua_State* L) {
  lua_pushlightuserdata(L, self(L).data());
  return 1;
}

std::int64_t checked_index(lua_State* L, const Storage& storage) {
  const std::int64_t index = integer_argument(L, 2);
  if (index < 1 || index > storage.size())
    throw Error("index " + std::to_string(index) + " is out of bounds: the size is " +
                std::to_string(storage.size()));
  return index - 1;
}

int read_index(lua_State* L) {
  const Storage& storage = self(L);
  if (lua_type(L, 2) == LUA_TSTRING) return 0;  // no method: lua/torch/types.lua has looked
  lua_pushnumber(L, get_element(storage, checked_index(L, storage)));
  return 1;
}

int write_index(lua_State* L) {
  const Storage& storage = self(L);
  if (!lua_isnumber(L, 3)) throw Error("expected a number, got " + type_name(L, 3));
  set_element(storage, checked_index(L, storage), lua_tonumber(L, 3));
  return 0;
}

int text(lua_State* L) {
  push(L, format(self(L)));
  return 1;
}

constexpr luaL_Reg kMethods[] = {{"size", guarded<size>},
                                 {"__len", guarded<size>},
                                 {"elementSize", guarded<element_size>},
                                 {"resize", guarded<resize>},
                                 {"fill", guarded<fill_storage>},
                                 {"copy", guarded<copy_storage>},
                                 {"rawstring", guarded<raw_string>},
                                 {"data_address", guarded<address>},
                                 {"__index", guarded<read_index>},
                                 {"__newindex", guarded<write_index>},
                                 {"__tostring", guarded<text>}};

void install_methods(lua_State* L, ElementType type) {
  push_metatable(L, storage_class(type));
  for (const luaL_Reg& method : kMethods) {
    lua_pushcfunction(L, method.func);
    lua_setfield(L, -2, method.name);
  }
  if (size_in_bytes(type) == 1) {
    lua_pushcfunction(L, guarded<character_string>);
    lua_setfield(L, -2, "string");
  }
  lua_pop(L, 1);
}

}  // namespace

void install_storages(lua_State* L) {
  lua_getfield(L, -1, "constructors");
  for (ElementType type : kElementTypes) {
    install_methods(L, type);
    lua_pushinteger(L, static_cast<int>(type));
    lua_pushcclosure(L, guarded<construct>, 1);
    lua_setfield(L, -2, storage_class(type).name.c_str());
  }
  lua_pop(L, 1);
}

}  // namespace sluice::bind
