// The module nn_core, put together from its groups.
#include "lua/host/nn/nn_core.hpp"

#include "lua/host/nn/groups.hpp"

namespace sluice {
namespace {

bind::Definitions make_kernels() {
  bind::Definitions list(bind::kFloatingTypes);
  bind::define_linear(list);
  bind::define_convolution(list);
  bind::define_pooling(list);
  bind::define_normalization(list);
  bind::define_activations(list);
  bind::define_softmax(list);
  bind::define_criterions(list);
  return list;
}

}  // namespace

int luaopen_sluice_nn(lua_State* lua) {
  static const bind::Definitions kernels = make_kernels();
  lua_newtable(lua);
  kernels.install_functions(lua);
  return 1;
}

}  // namespace sluice
