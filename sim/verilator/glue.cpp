// Texts for one design: public nets, and a table of pointers to them.
#include "sim/verilator/glue.hpp"

namespace sluice {
namespace {

// Verilator writes a pair of underscores as one and a code.
std::string mangled(const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    text += name[i];
    if (name[i] != '_' || i + 1 == name.size() || name[i + 1] != '_') continue;
    text += "__05F";
    ++i;
  }
  return text;
}

std::string entry(const std::string& name, const std::string& member) {
  return "    SLUICE_NET(\"" + name + "\", state->model.rootp->" + member + "),\n";
}

}  // namespace

std::string verilator_config(const ObservedNets& observed) {
  std::string text = "`verilator_config\n";
  for (const std::string& net : observed.nets) {
    text +=
        "public_flat_rd -module \"" + mangled(observed.top) + "\" -var \"" + mangled(net) + "\"\n";
  }
  return text;
}

std::string glue_source(const ObservedNets& observed) {
  std::string text = R"(// Joins one design, built by Verilator, to Sluice.
#include <memory>
#include <vector>

#include "Vtop.h"
#include "Vtop___024root.h"
#include "model_abi.h"

namespace {

struct Context : VerilatedContext {
  explicit Context(uint32_t seed) {
    randReset(2);
    randSeed(static_cast<int>(seed));
  }
};

struct State {
  explicit State(uint32_t seed) : context(seed) {}
  Context context;
  Vtop model{&context};
  std::vector<SluiceNet> nets;
};

void eval(void* state) { static_cast<State*>(state)->model.eval(); }
void destroy(void* state) { delete static_cast<State*>(state); }

#define SLUICE_NET(name, member) SluiceNet{name, &(member), sizeof(member)}

}  // namespace

extern "C" __attribute__((visibility("default"))) SluiceModel sluice_model_create(uint32_t seed) {
  auto state = std::make_unique<State>(seed);
  state->nets = {
)";
  for (const std::string& port : observed.ports) text += entry(port, mangled(port));
  for (const std::string& net : observed.nets) {
    text += entry(net, mangled(observed.top) + "__DOT__" + mangled(net));
  }
  return text + R"(  };
  SluiceModel model{};
  model.abi_version = SLUICE_MODEL_ABI_VERSION;
  model.eval = eval;
  model.destroy = destroy;
  model.nets = state->nets.data();
  model.net_count = static_cast<uint32_t>(state->nets.size());
  model.state = state.release();
  return model;
}
)";
}

}  // namespace sluice
