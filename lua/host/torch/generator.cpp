// Generators: torch.Generator(), seeds, and states as ByteTensors.
#include <cstring>

#include "lua/host/bind/guard.hpp"
#include "lua/host/torch/groups.hpp"

namespace sluice::bind {
namespace {

// The layout in which Torch7 saves a generator.
struct SavedState {
  std::uint64_t seed;
  std::int32_t left;
  std::int32_t seeded;
  std::uint64_t next;
  std::uint64_t words[GeneratorState::kWordCount];
  double normal_x;
  double normal_y;
  double normal_rho;
  std::int32_t normal_is_valid;
};
static_assert(sizeof(SavedState) == 5048);

Tensor saved(const GeneratorState& state) {
  SavedState image{};
  image.seed = state.seed;
  image.left = state.left;
  image.seeded = 1;
  image.next = static_cast<std::uint64_t>(state.next);
  std::copy(state.words.begin(), state.words.end(), image.words);
  image.normal_x = state.normal_x;
  image.normal_y = state.normal_y;
  image.normal_rho = state.normal_rho;
  image.normal_is_valid = state.normal_is_valid;
  Tensor bytes(ElementType::Byte, Dims{static_cast<std::int64_t>(sizeof(image))});
  std::memcpy(bytes.data<std::uint8_t>(), &image, sizeof(image));
  return bytes;
}

GeneratorState restored(const Tensor& bytes) {
  SavedState image{};
  if (!bytes.is_contiguous() || bytes.element_count() != sizeof(image))
    throw Error("setRNGState: expected a contiguous ByteTensor of " +
                std::to_string(sizeof(image)) + " elements, got a " + describe(bytes));
  std::memcpy(&image, bytes.data<std::uint8_t>(), sizeof(image));
  const bool valid = image.left >= 1 && image.left <= GeneratorState::kWordCount &&
                     image.next <= GeneratorState::kWordCount;
  if (!valid) throw Error("setRNGState: these bytes are no state of a generator");
  GeneratorState state;
  state.seed = image.seed;
  state.left = image.left;
  state.next = static_cast<std::int32_t>(image.next);
  for (std::size_t i = 0; i < state.words.size(); ++i)
    state.words[i] = static_cast<std::uint32_t>(image.words[i]);
  state.normal_x = image.normal_x;
  state.normal_y = image.normal_y;
  state.normal_rho = image.normal_rho;
  state.normal_is_valid = image.normal_is_valid != 0;
  return state;
}

int construct(lua_State* L) {
  push_object(L, generator_class(), new GeneratorBox(Generator::randomly_seeded()));
  return 1;
}

}  // namespace

void define_seeds(Definitions& all) {
  all.function("manualSeed",
               [](Generator& g, double seed) { g.set_seed(element_from<std::uint64_t>(seed)); });
  all.function("seed", [](Generator& g) { return g.set_random_seed(); });
  all.function("initialSeed", [](Generator& g) { return g.initial_seed(); });
  all.function("getRNGState", [](Generator& g) { return saved(g.state()); });
  all.function("setRNGState", [](Generator& g, ByteInput state) { g.set_state(restored(*state)); });
}

void install_generators(lua_State* L) {
  lua_getfield(L, -1, "constructors");
  lua_pushcfunction(L, guarded<construct>);
  lua_setfield(L, -2, generator_class().name.c_str());
  lua_pop(L, 1);
}

}  // namespace sluice::bind
