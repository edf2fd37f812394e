// dlopen() of a built design.
#include "sim/verilator/model.hpp"

#include <dlfcn.h>

#include "runtime/base/error.hpp"

namespace sluice {

RtlModel::RtlModel(const std::string& library, std::uint32_t seed) : library_(library) {
  const auto fail = [&](const std::string& reason) {
    throw Error(library + ": cannot load the built design: " + reason, {},
                {"remove the folder it is in; the next run builds it again"});
  };
  handle_ = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle_ == nullptr) fail(dlerror());
  using Create = decltype(&sluice_model_create);
  const auto create = reinterpret_cast<Create>(dlsym(handle_, SLUICE_MODEL_CREATE));
  if (create == nullptr) fail(dlerror());
  model_ = create(seed);
  if (model_.abi_version != SLUICE_MODEL_ABI_VERSION) fail("it was made for another sluice");
}

// The library stays loaded: it is one per process, and its code may still be on the stack of an
// exception.
RtlModel::~RtlModel() {
  if (model_.destroy != nullptr) model_.destroy(model_.state);
}

const SluiceNet* RtlModel::find(const std::string& name) const {
  for (std::uint32_t i = 0; i < model_.net_count; ++i) {
    if (name == model_.nets[i].name) return &model_.nets[i];
  }
  return nullptr;
}

NetHandle RtlModel::net(const std::string& name) const {
  const SluiceNet* found = find(name);
  if (found == nullptr) throw Error(library_ + ": the design has no net " + name);
  return {static_cast<unsigned char*>(found->data), found->bytes};
}

}  // namespace sluice
