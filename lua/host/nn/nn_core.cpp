// The module nn_core, put together from its groups.
#include "lua/host/nn/nn_core.hpp"

#include "lua/host/nn/groups.hpp"

namespace sluice {
namespace {

bind::Definitions make_kernels() {
  bind::Definitions list(bind::kFloatingTypes);
  bind::define_nn_linear(list);
  bind::define_nn_convolution(list);
  bind::define_nn_pooling(list);
  bind::define_nn_normalization(list);
  bind::define_nn_activations(list);
  bind::define_nn_softmax(list);
  bind::define_nn_criterions(list);
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
