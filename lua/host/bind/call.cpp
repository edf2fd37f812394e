// Matching of arguments to parameters, with optional parameters tried first as given, then as
// absent.
#include "lua/host/bind/call.hpp"

#include <cmath>

namespace sluice::bind {
namespace {

ElementType default_type = ElementType::Double;

struct Matcher {
  Call& call;
  const std::vector<Param>& params;

  // A number that has a whole part; the fraction is dropped, as in Torch.
  bool is_integer(int index) const {
    return lua_isnumber(call.L, index) && std::abs(lua_tonumber(call.L, index)) < 0x1p63;
  }

  bool all_integers_from(int index) const {
    for (int i = index; i <= call.argument_count; ++i)
      if (!is_integer(i)) return false;
    return true;
  }

  bool is_sizes(int index) const {
    const Storage* storage = to_storage(call.L, index);
    return storage ? storage->type() == ElementType::Long : all_integers_from(index);
  }

  bool is_tensor_list(int index, std::optional<ElementType>& type) const {
    if (!lua_istable(call.L, index)) return false;
    const int count = static_cast<int>(lua_objlen(call.L, index));
    for (int i = 1; i <= count; ++i) {
      lua_rawgeti(call.L, index, i);
      const bool fits = is_tensor(lua_gettop(call.L), type);
      lua_pop(call.L, 1);
      if (!fits) return false;
    }
    return count > 0;
  }

  bool is_tensor(int index, std::optional<ElementType>& type) const {
    const Tensor* tensor = to_tensor(call.L, index);
    if (!tensor) return false;
    if (!type) type = tensor->type();
    return *type == tensor->type() && call.types.contains(*type);
  }

  bool is_typed_tensor(int index, ElementType type) const {
    const Tensor* tensor = to_tensor(call.L, index);
    return tensor && tensor->type() == type;
  }

  bool accepts(const Param& param, int index, std::optional<ElementType>& type) const {
    lua_State* L = call.L;
    switch (param.kind) {
      case ParamKind::Tensor:
        return is_tensor(index, type);
      case ParamKind::TypedTensor:
        return is_typed_tensor(index, param.element_type);
      case ParamKind::AnyTensor:
        return to_tensor(L, index) != nullptr;
      case ParamKind::Storage:
        return to_storage(L, index) != nullptr;
      case ParamKind::Number:
        return lua_isnumber(L, index) != 0;
      case ParamKind::Integer:
        return is_integer(index);
      case ParamKind::Boolean:
        return lua_isboolean(L, index);
      case ParamKind::String:
        return lua_type(L, index) == LUA_TSTRING;
      case ParamKind::Generator:
        return to_generator(L, index) != nullptr;
      case ParamKind::Sizes:
        return is_sizes(index);
      case ParamKind::TensorList:
        return is_tensor_list(index, type);
    }
    return false;
  }

  bool may_be_absent(const Param& param) const {
    switch (param.presence) {
      case Presence::Required:
        return false;
      case Presence::Optional:
        return true;
      case Presence::Result:
        return !call.is_method;
      case Presence::Source:
        return call.is_method;
    }
    return false;
  }

  int last_index_of(const Param& param, int index) const {
    const bool takes_all = param.kind == ParamKind::Sizes && !to_storage(call.L, index);
    return takes_all ? call.argument_count : index;
  }

  // Parameters p.. from arguments index..; a nil stands for an absent optional argument.
  bool match(std::size_t p, int index, std::optional<ElementType> type) {
    if (p == params.size()) {
      if (index <= call.argument_count) return false;
      if (type) call.type = *type;
      return true;
    }
    const Param& param = params[p];
    const bool available = index <= call.argument_count;
    std::optional<ElementType> bound = type;
    if (available && accepts(param, index, bound)) {
      call.slots[p] = index;
      if (match(p + 1, last_index_of(param, index) + 1, bound)) return true;
    }
    if (!may_be_absent(param)) return false;
    call.slots[p] = 0;
    if (match(p + 1, index, type)) return true;
    return available && lua_isnil(call.L, index) && match(p + 1, index + 1, type);
  }
};

std::string kind_text(const Param& param) {
  switch (param.kind) {
    case ParamKind::Tensor:
      return "Tensor";
    case ParamKind::TypedTensor:
      return std::string(name_of(param.element_type)) + "Tensor";
    case ParamKind::AnyTensor:
      return "any Tensor";
    case ParamKind::Storage:
      return "Storage";
    case ParamKind::Number:
      return "number";
    case ParamKind::Integer:
      return "integer";
    case ParamKind::Boolean:
      return "boolean";
    case ParamKind::String:
      return "string";
    case ParamKind::Generator:
      return "Generator";
    case ParamKind::Sizes:
      return "(LongStorage | integer...)";
    case ParamKind::TensorList:
      return "{Tensor...}";
  }
  return "";
}

}  // namespace

ElementType default_element_type() { return default_type; }
void set_default_element_type(ElementType type) { default_type = type; }

bool Call::match(const std::vector<Param>& params) {
  type = asked_type.value_or(default_type);
  return Matcher{*this, params}.match(0, 1, asked_type);
}

Tensor& Call::tensor(const std::vector<Param>& params, int p, ElementType made_type) {
  const auto i = static_cast<std::size_t>(p);
  if (slots[i] != 0) return *to_tensor(L, slots[i]);
  if (params[i].presence == Presence::Source) return *to_tensor(L, 1);
  made[i] = Ref<TensorBox>(new TensorBox(Tensor(made_type)));
  return made[i]->value;
}

int Call::push_returned(const std::vector<Param>& params) {
  int count = 0;
  for (std::size_t p = 0; p < params.size(); ++p) {
    if (!params[p].returned) continue;
    ++count;
    if (made[p]) {
      push_object(L, tensor_class(made[p]->value.type()), made[p].get());
    } else {
      lua_pushvalue(L, slots[p]);
    }
  }
  return count;
}

std::string describe(const std::vector<Param>& params, bool is_method) {
  std::string text;
  for (const Param& param : params) {
    const bool optional = param.presence == Presence::Optional ||
                          param.presence == (is_method ? Presence::Source : Presence::Result);
    if (!text.empty()) text += ' ';
    if (optional) text += '[';
    if (param.returned) text += '*';
    text += kind_text(param);
    if (param.returned) text += '*';
    if (optional) text += ']';
  }
  return text.empty() ? "no argument" : text;
}

}  // namespace sluice::bind
