// t[i], t[{i, {a, b}, {}}], t[mask] and t[sizes], read and written; anything else is a method's
// name.
#include <optional>

#include "lua/host/bind/guard.hpp"
#include "lua/host/torch/groups.hpp"
#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/index.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice::bind {
namespace {

// Torch counts from 1, and from the end with negative numbers; the result counts from 0.
std::int64_t position(double index, std::int64_t size) {
  const auto i = element_from<std::int64_t>(index);
  const std::int64_t result = i < 0 ? size + i : i - 1;
  if (i == 0 || result < 0 || result >= size)
    throw Error("index " + std::to_string(i) + " is out of bounds: the size is " +
                std::to_string(size));
  return result;
}

double get(const Tensor& element) { return get_element(*element.storage(), element.offset()); }

// What an index picks: a view, or one element as a view of size 1.
struct Picked {
  Tensor view;
  bool is_element = false;
};

Picked pick_number(const Tensor& t, double index) {
  if (t.empty()) throw Error("an empty tensor cannot be indexed");
  const std::int64_t i = position(index, t.size(0));
  if (t.dim() == 1) return {narrow(t, 0, i, 1), true};
  return {select(t, 0, i), false};
}

Picked pick_element(const Tensor& t, const Storage& indices) {
  if (t.empty()) throw Error("an empty tensor cannot be indexed");
  if (indices.type() != ElementType::Long || indices.size() != t.dim())
    throw Error("expected a LongStorage with " + std::to_string(t.dim()) + " indices");
  std::int64_t offset = t.offset();
  for (int d = 0; d < t.dim(); ++d) {
    const auto index = static_cast<double>(indices.data<std::int64_t>()[d]);
    offset += position(index, t.size(d)) * t.stride(d);
  }
  return {t.view_as(offset, Dims{1}, Dims{1}), true};
}

// A field of a range; `absent` where it is nil.
double number_field(lua_State* L, int table, int field, std::optional<double> absent = {}) {
  lua_rawgeti(L, table, field);
  if (absent && lua_isnil(L, -1)) lua_pushnumber(L, *absent);
  if (!lua_isnumber(L, -1)) throw Error("expected a number in a range, got " + type_name(L, -1));
  return lua_tonumber(L, -1);
}

// {} is everything, {a} one position that keeps its dimension, {a, b} a range, {nil, b} one from 1.
// Leaves the fields on the stack.
Tensor pick_range(lua_State* L, int table, const Tensor& t, int d) {
  const auto length = lua_objlen(L, table);
  if (length == 0) return t;
  if (length > 2) throw Error("a range is {}, {i} or {first, last}");
  const std::int64_t first = position(number_field(L, table, 1, 1), t.size(d));
  const std::int64_t last = length == 2 ? position(number_field(L, table, 2), t.size(d)) : first;
  if (last < first) throw Error("a range ends before it starts");
  return narrow(t, d, first, last - first + 1);
}

Picked pick_table(lua_State* L, int index, const Tensor& t) {
  const int count = static_cast<int>(lua_objlen(L, index));
  if (count > t.dim())
    throw Error("expected at most " + std::to_string(t.dim()) + " indices, got " +
                std::to_string(count));
  Picked picked{t, false};
  int d = 0;  // the dimension of picked.view that the next index is for
  for (int i = 1; i <= count; ++i) {
    lua_rawgeti(L, index, i);
    const int top = lua_gettop(L);
    if (lua_istable(L, top)) {
      picked.view = pick_range(L, top, picked.view, d++);
    } else if (!lua_isnumber(L, top)) {
      throw Error("expected a number or a range, got " + type_name(L, top));
    } else if (const std::int64_t p = position(lua_tonumber(L, top), picked.view.size(d));
               picked.view.dim() > 1) {
      picked.view = select(picked.view, d, p);
    } else {
      picked = {narrow(picked.view, 0, p, 1), true};
    }
    lua_settop(L, top - 1);
  }
  return picked;
}

bool is_mask(lua_State* L, int index) {
  const Tensor* mask = to_tensor(L, index);
  return mask && mask->type() == ElementType::Byte;
}

Picked pick(lua_State* L, const Tensor& t, int index) {
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      return pick_number(t, lua_tonumber(L, index));
    case LUA_TTABLE:
      return pick_table(L, index, t);
    default:
      if (const Storage* indices = to_storage(L, index)) return pick_element(t, *indices);
      throw Error("cannot index a tensor with a " + type_name(L, index));
  }
}

// Metamethods can be called by hand, with anything.
const Tensor& self(lua_State* L) {
  const Tensor* t = to_tensor(L, 1);
  if (!t) throw Error("expected a tensor to index, got " + type_name(L, 1));
  return *t;
}

int read_index(lua_State* L) {
  const Tensor& t = self(L);
  if (lua_type(L, 2) == LUA_TSTRING) return 0;  // no method: lua/torch/types.lua has looked
  if (is_mask(L, 2)) {
    Tensor result(t.type());
    masked_select(result, t, *to_tensor(L, 2));
    push_tensor(L, result);
    return 1;
  }
  const Picked picked = pick(L, t, 2);
  if (picked.is_element) {
    lua_pushnumber(L, get(picked.view));
  } else {
    push_tensor(L, picked.view);
  }
  return 1;
}

void write_masked(lua_State* L, const Tensor& t, const Tensor& mask) {
  if (lua_isnumber(L, 3)) return masked_fill(t, mask, lua_tonumber(L, 3));
  const Tensor* source = to_tensor(L, 3);
  if (!source) throw Error("expected a number or a tensor, got " + type_name(L, 3));
  masked_copy(t, mask, convert(*source, t.type()));
}

int write_index(lua_State* L) {
  const Tensor& t = self(L);
  if (is_mask(L, 2)) {
    write_masked(L, t, *to_tensor(L, 2));
    return 0;
  }
  const Tensor view = pick(L, t, 2).view;
  if (const Tensor* source = to_tensor(L, 3)) {
    copy(view, *source);
  } else if (lua_isnumber(L, 3)) {
    fill(view, lua_tonumber(L, 3));
  } else {
    throw Error("expected a number or a tensor, got " + type_name(L, 3));
  }
  return 0;
}

void set_metamethod(lua_State* L, const char* name, lua_CFunction function) {
  lua_pushcfunction(L, function);
  lua_setfield(L, -2, name);
}

}  // namespace

void install_indexing(lua_State* L) {
  for (ElementType type : kElementTypes) {
    push_metatable(L, tensor_class(type));
    set_metamethod(L, "__index", guarded<read_index>);
    set_metamethod(L, "__newindex", guarded<write_index>);
    lua_pop(L, 1);
  }
}

}  // namespace sluice::bind
