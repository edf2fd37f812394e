// Calls from Lua: choice of the overload, and the message when none fits.
#include "lua/host/bind/function.hpp"

#include "lua/host/bind/guard.hpp"

namespace sluice::bind {
namespace {

std::string short_type_name(lua_State* L, int index) {
  const std::string name = type_name(L, index);
  return name.starts_with("torch.") ? name.substr(6) : name;
}

// " (of Float Double)" for functions that do not exist for all types.
std::string types_text(TypeSet types) {
  std::string text;
  bool all = true;
  for (ElementType type : kElementTypes) {
    all = all && types.contains(type);
    if (types.contains(type)) text += " " + std::string(name_of(type));
  }
  return all ? "" : "\nwhere Tensor is one of:" + text;
}

[[noreturn]] void throw_mismatch(lua_State* L, const Function& function, bool as_method) {
  std::string text = function.name + ": invalid arguments:";
  for (int i = 1; i <= lua_gettop(L); ++i) text += " " + short_type_name(L, i);
  if (lua_gettop(L) == 0) text += " none";
  text += "\nexpected:";
  const char* separator = " ";
  for (const auto& overload : function.overloads) {
    text += separator + describe(overload->params(), as_method);
    separator = "\n      or: ";
  }
  throw Error(text + types_text(function.types));
}

// torch.f(..., 'torch.FloatTensor') names the type of the tensor that f makes. The name is taken
// off the stack.
std::optional<ElementType> take_asked_type(lua_State* L, const Function& function) {
  if (lua_gettop(L) == 0 || lua_type(L, -1) != LUA_TSTRING) return std::nullopt;
  for (ElementType type : kElementTypes) {
    if (!function.types.contains(type) || tensor_class(type).name != lua_tostring(L, -1)) continue;
    lua_pop(L, 1);
    return type;
  }
  return std::nullopt;
}

int call_function(lua_State* L) {
  const auto& function = *static_cast<const Function*>(lua_touserdata(L, lua_upvalueindex(1)));
  const bool as_method = lua_toboolean(L, lua_upvalueindex(2)) != 0;
  const auto asked = as_method ? std::nullopt : take_asked_type(L, function);
  for (const auto& overload : function.overloads) {
    Call call(L, as_method, function.types);
    call.asked_type = asked;
    if (call.match(overload->params())) return overload->invoke(call);
  }
  if (asked) lua_pushstring(L, tensor_class(*asked).name.c_str());
  throw_mismatch(L, function, as_method);
}

}  // namespace

void push_function(lua_State* L, const Function& function, bool as_method) {
  lua_pushlightuserdata(L, const_cast<Function*>(&function));
  lua_pushboolean(L, as_method);
  lua_pushcclosure(L, guarded<call_function>, 2);
}

void Definitions::install_functions(lua_State* L) const {
  for (const auto& function : functions_) {
    if (!(function->forms & Function::kFunction)) continue;
    push_function(L, *function, false);
    lua_setfield(L, -2, function->name.c_str());
  }
}

void Definitions::install_methods(lua_State* L) const {
  for (ElementType type : kElementTypes) {
    push_metatable(L, tensor_class(type));
    for (const auto& function : functions_) {
      if (!(function->forms & Function::kMethod) || !function->types.contains(type)) continue;
      push_function(L, *function, true);
      lua_setfield(L, -2, function->name.c_str());
    }
    lua_pop(L, 1);
  }
}

}  // namespace sluice::bind
