// Random networks through the product's own front doors: compile(), write_design(), verify().
#include "tests/sim/random_design.hpp"

#include <numeric>
#include <random>

#include "compiler/compile.hpp"
#include "compiler/dataflow/lower.hpp"
#include "runtime/base/error.hpp"
#include "tests/compiler/quantize/random_network.hpp"

namespace sluice::testing {
namespace {

constexpr std::int64_t kFrames = 4;

Array<float> random_frames(const Network& network, std::mt19937_64& random) {
  Shape shape = network.inputs.at(0).shape;
  shape.insert(shape.begin(), kFrames);
  Array<float> frames(shape);
  std::normal_distribution<float> normal(0, 1.5F);
  for (float& value : frames.values) value = normal(random);
  return frames;
}

// pe and simd of one layer, sometimes.
void fold_by_hand(const Network& network, std::mt19937_64& random, CompileOptions& options) {
  const NetworkNode& node = network.nodes[random() % network.nodes.size()];
  const auto weight = node.parameters.find("weight");
  const bool is_matrix = node.op == "Linear" || node.op.rfind("SpatialConvolution", 0) == 0;
  if (!is_matrix || random() % 2 == 0) return;
  const Shape& shape = weight->second.shape;
  const auto divisor_of = [&](std::int64_t number) {
    return static_cast<int>(std::gcd(
        number, 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(number))));
  };
  // A convolution's columns come channel by channel, and in parts of its channels.
  const bool is_convolution = node.op != "Linear";
  const std::int64_t columns =
      is_convolution
          ? static_cast<std::int64_t>(std::get<double>(node.attributes.at("nInputPlane")))
          : shape[1];
  options.layers[node.name] = {divisor_of(shape[0]), divisor_of(columns)};
}

CompileOptions random_options(const RandomNetwork& network, std::mt19937_64& random) {
  CompileOptions options;
  options.name = "random_" + std::to_string(random() % 1000);
  options.quantize = network.options;
  fold_by_hand(network.network, random, options);
  switch (random() % 3) {
    case 0:
      break;  // one multiplier a unit
    case 1:
      options.multipliers = 20 + static_cast<std::int64_t>(random() % 100);
      break;
    default:
      options.clock_mhz = 1;
      options.fps = 1e6 / static_cast<double>(2000 + random() % 20000);
  }
  return options;
}

// Whether the compiler says what the network can reach instead of the goal that it was given.
bool refuses_goal(const Error& error) {
  const std::string text = error.what();
  return text.find("the best possible rate at") != std::string::npos ||
         text.find(" multipliers, expected at least ") != std::string::npos;
}

// A goal that this network cannot reach is the compiler's to refuse; then without a goal.
Design compile_somehow(const RandomNetwork& network, CompileOptions options) {
  try {
    return compile(network.network, network.calibration, options);
  } catch (const Error& error) {
    if (!refuses_goal(error)) throw;
    options.fps.reset();
    options.multipliers.reset();
    return compile(network.network, network.calibration, options);
  }
}

std::string describe(const Design& design) {
  std::string text;
  for (const Unit& unit : design.scheduled.dataflow.units) text += " " + unit.name;
  return text;
}

}  // namespace

RandomResult verify_random_network(std::uint64_t seed, const std::string& folder) {
  std::mt19937_64 random(seed);
  RandomResult result;
  result.seed = seed;
  try {
    const RandomNetwork network = random_network(seed);
    const Design design = compile_somehow(network, random_options(network, random));
    result.text = describe(design);
    write_design(design, folder);
    VerifyOptions options;
    options.all_streams = true;
    options.stalls = {"none", "source", "sink", "both", "random"};
    options.seed = seed;
    options.progress = false;
    result.report = verify(folder, random_frames(network.network, random), std::nullopt, options);
    result.passed = result.report.passed();
    if (!result.passed) result.text += "\n" + summary(result.report);
  } catch (const Error& error) {
    result.text += std::string("\n") + error.what();
  }
  return result;
}

}  // namespace sluice::testing
