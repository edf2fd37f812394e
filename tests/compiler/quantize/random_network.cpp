// Grows random networks layer by layer; which seed must have which module and which bits is fixed.
#include "tests/compiler/quantize/random_network.hpp"

#include <algorithm>

#include "compiler/tensor/import.hpp"
#include "compiler/tensor/passes.hpp"
#include "tests/compiler/quantize/random_layers.hpp"

namespace sluice::testing {
namespace {

bool is_matrix(const NetworkNode& node) {
  return node.op == "Linear" || node.op.substr(0, 18) == "SpatialConvolution";
}

class Grower {
 public:
  Grower(std::uint64_t seed, const RandomLimits& limits)
      : seed_(seed),
        random_(seed),
        limits_(limits),
        layers_(random_, result_.network, limits.channels) {
    result_.network.name = "random_" + std::to_string(seed);
    const auto modules = supported_modules();
    wanted_ = modules[seed % modules.size()].name;
  }

  RandomNetwork run() {
    const Shape input = input_shape();
    layers_.start(input);
    const std::int64_t count = random_.integer(1, limits_.layers);
    const std::int64_t place = random_.integer(0, count - 1);
    for (std::int64_t i = 0; i < count; ++i) {
      layers_.grow_any();
      if (i == place && !is_wanted_at_output()) layers_.grow(wanted_);
      if (i > place && random_.chance(0.1)) layers_.grow("Linear");
    }
    if (!has_weights()) layers_.grow(layers_.is_image() ? "SpatialConvolution" : "Linear");
    finish();
    choose_options();
    Shape frames = input;
    frames.insert(frames.begin(), limits_.calibration_frames);
    const double low = random_.chance(0.5) ? 0.0 : -1.5;
    result_.calibration = random_.array(frames, low, 2.0);
    return std::move(result_);
  }

 private:
  bool is_wanted_at_output() const { return wanted_ == "SoftMax" || wanted_ == "LogSoftMax"; }

  bool has_weights() const {
    return std::any_of(result_.network.nodes.begin(), result_.network.nodes.end(), is_matrix);
  }

  Shape input_shape() {
    const bool needs_image = wanted_.substr(0, 7) == "Spatial";
    if (!needs_image && random_.chance(0.15)) return {random_.integer(1, 20)};
    if (!needs_image && random_.chance(0.1)) return {random_.integer(1, 6), random_.integer(1, 6)};
    return {random_.integer(1, 3), random_.integer(3, limits_.side),
            random_.integer(3, limits_.side)};
  }

  // The last tensor is an output; sometimes one from the middle is another.
  void finish() {
    if (is_wanted_at_output()) {
      layers_.grow(wanted_);
    } else if (random_.chance(0.4)) {
      layers_.grow("Linear");
      if (random_.chance(0.5)) layers_.grow(random_.chance(0.5) ? "SoftMax" : "LogSoftMax");
    }
    const std::vector<NetworkNode>& nodes = result_.network.nodes;
    result_.network.outputs = {layers_.current()};
    const NetworkNode& other = random_.pick(nodes);
    if (random_.chance(0.2) && other.name != layers_.current()) {
      result_.network.outputs.push_back(other.name);
    }
  }

  void choose_options() {
    QuantizeOptions& options = result_.options;
    const auto any_bits = [&] { return static_cast<int>(random_.integer(2, 16)); };
    const bool counts_bits = seed_ % 2 == 1;  // thirty seeds have all
    options.bits = counts_bits ? static_cast<int>(2 + seed_ / 2 % 15) : 8;
    if (!counts_bits && random_.chance(0.4)) options.weight_bits = any_bits();
    if (random_.chance(0.2)) options.activation_bits = any_bits();
    if (random_.chance(0.2)) options.input_bits = any_bits();
    // An input that is put out as it came cannot have two widths.
    if (random_.chance(0.3) && !options.input_bits) options.output_bits = any_bits();
    options.power_of_two = random_.chance(0.2);
    options.ranges = random_.pick<RangeMethod>(
        {RangeMethod::kMinMax, RangeMethod::kPercentile, RangeMethod::kLeastSquares});
    options.percentile = random_.real(90, 100);
    if (!counts_bits) set_layer_bits(random_.pick(result_.network.nodes));
  }

  void set_layer_bits(const NetworkNode& layer) {
    const auto any_bits = [&] { return static_cast<int>(random_.integer(2, 16)); };
    if (layer.parameters.empty()) return;
    LayerBits& bits = result_.options.layers[layer.name];
    if (random_.chance(0.5)) {
      bits.bits = any_bits();
    } else {
      bits.activation_bits = any_bits();
    }
    if (is_matrix(layer) && random_.chance(0.5)) bits.weight_bits = any_bits();
  }

  std::uint64_t seed_;
  RandomSource random_;
  RandomLimits limits_;
  RandomNetwork result_;
  RandomLayers layers_;
  std::string_view wanted_;
};

}  // namespace

RandomNetwork random_network(std::uint64_t seed, const RandomLimits& limits) {
  return Grower(seed, limits).run();
}

IntegerGraph random_integer_graph(std::uint64_t seed, const RandomLimits& limits) {
  const RandomNetwork random = random_network(seed, limits);
  return quantize(optimize(import_network(random.network)), random.calibration, random.options);
}

Array<std::int32_t> random_integer_frames(const IntegerGraph& graph, std::int64_t count,
                                          std::uint64_t seed) {
  const IntegerValue& input = graph.value(graph.inputs[0]);
  Shape shape = input.shape;
  shape.insert(shape.begin(), count);
  Array<std::int32_t> frames(shape);
  RandomSource random(seed + 1000);
  for (std::int32_t& value : frames.values) {
    const bool extreme = random.chance(0.05);
    const std::int64_t end = random.chance(0.5) ? input.format.min() : input.format.max();
    value = static_cast<std::int32_t>(
        extreme ? end : random.integer(input.format.min(), input.format.max()));
  }
  return frames;
}

}  // namespace sluice::testing
