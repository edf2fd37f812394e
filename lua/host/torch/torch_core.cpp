// Assembles the native half of `torch`: one table of functions, and the metatables of its classes.
#include "lua/host/torch/torch_core.hpp"

#include "lua/host/torch/groups.hpp"

namespace sluice {
namespace bind {
namespace {

constexpr TypeSet kTypesWithAbs{ElementType::Int, ElementType::Long, ElementType::Float,
                                ElementType::Double};

Definitions make_list(TypeSet types, std::initializer_list<void (*)(Definitions&)> groups) {
  Definitions list(types);
  for (auto* define : groups) define(list);
  return list;
}

const std::vector<Definitions>& torch_definitions() {
  static const std::vector<Definitions> kDefinitions = [] {
    std::vector<Definitions> lists;
    lists.push_back(
        make_list(kAllTypes, {define_views, define_arithmetic, define_reductions, define_selections,
                              define_linear, define_operators, define_creation, define_seeds}));
    lists.push_back(make_list(kTypesWithAbs, {define_absolute}));
    lists.push_back(make_list(kIntegerTypes, {define_bits}));
    lists.push_back(make_list({ElementType::Byte}, {define_byte_reductions}));
    lists.push_back(make_list(kFloatingTypes, {define_math, define_statistics,
                                               define_floating_creation, define_distributions}));
    return lists;
  }();
  return kDefinitions;
}

void set_metatable_field(lua_State* L, const ObjectClass& object_class) {
  push_metatable(L, object_class);
  lua_setfield(L, -2, object_class.name.c_str());
}

void push_metatables(lua_State* L) {
  lua_newtable(L);
  for (ElementType type : kElementTypes) {
    set_metatable_field(L, tensor_class(type));
    set_metatable_field(L, storage_class(type));
  }
  set_metatable_field(L, generator_class());
}

}  // namespace
}  // namespace bind

int luaopen_sluice_torch(lua_State* L) {
  lua_newtable(L);
  bind::install_construction(L);
  bind::install_storages(L);
  bind::install_generators(L);
  bind::install_indexing(L);
  bind::install_multiplication(L);
  bind::install_misc(L);
  for (const bind::Definitions& list : bind::torch_definitions()) {
    list.install_functions(L);
    list.install_methods(L);
  }
  bind::push_metatables(L);
  lua_setfield(L, -2, "metatables");
  return 1;
}

}  // namespace sluice
