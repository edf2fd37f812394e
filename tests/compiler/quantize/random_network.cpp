// Grows random networks layer by layer from tensors that are there already.
#include "tests/compiler/quantize/random_network.hpp"

#include <algorithm>
#include <random>

#include "compiler/tensor/import.hpp"
#include "compiler/tensor/passes.hpp"

namespace sluice::testing {
namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed * 2 + 1) {}

  std::int64_t integer(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(double p) { return real(0, 1) < p; }
  double real(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }
  Array<float> array(const Shape& shape, double low, double high) {
    Array<float> values(shape);
    for (float& value : values.values) value = static_cast<float>(real(low, high));
    return values;
  }

 private:
  std::mt19937_64 engine_;
};

// A tensor that further layers may use.
struct Tensor {
  std::string name;
  Shape shape;
};

class Grower {
 public:
  Grower(std::uint64_t seed, const RandomLimits& limits) : random_(seed), limits_(limits) {
    result_.network.name = "random_" + std::to_string(seed);
  }

  RandomNetwork run() {
    const Shape input = input_shape();
    result_.network.inputs = {{"input", input}};
    current_ = {"input", input};
    const std::int64_t layers = random_.integer(1, limits_.layers);
    for (std::int64_t i = 0; i < layers; ++i) grow();
    finish();
    choose_options();
    Shape frames = input;
    frames.insert(frames.begin(), limits_.calibration_frames);
    const double low = random_.chance(0.5) ? 0.0 : -1.5;
    result_.calibration = random_.array(frames, low, 2.0);
    return std::move(result_);
  }

 private:
  using Attributes = std::map<std::string, Attribute>;
  using Parameters = std::map<std::string, Array<float>>;

  Shape input_shape() {
    if (random_.chance(0.15)) return {random_.integer(1, 20)};
    if (random_.chance(0.1)) return {random_.integer(1, 6), random_.integer(1, 6)};
    return {random_.integer(1, 3), random_.integer(3, limits_.side),
            random_.integer(3, limits_.side)};
  }

  bool is_image() const { return current_.shape.size() == 3; }
  double number(std::int64_t value) const { return static_cast<double>(value); }

  // Adds a layer behind `inputs` and makes it the current tensor.
  void add(const std::string& op, std::vector<std::string> inputs, Shape shape,
           Attributes attributes = {}, Parameters parameters = {}) {
    NetworkNode node;
    node.name = "l" + std::to_string(++count_) + "_" + op;
    node.op = op;
    node.location = {"random.lua", count_};
    node.inputs = std::move(inputs);
    node.attributes = std::move(attributes);
    node.parameters = std::move(parameters);
    current_ = {node.name, std::move(shape)};
    result_.network.nodes.push_back(std::move(node));
  }

  void grow() {
    const bool matrix = random_.chance(0.45);
    if (matrix) {
      is_image() ? convolution() : linear();
    } else if (random_.chance(0.4)) {
      activation();
    } else if (is_image()) {
      image_layer();
    } else {
      vector_layer();
    }
  }

  void image_layer() {
    switch (random_.integer(0, 6)) {
      case 0:
        return pooling("SpatialMaxPooling");
      case 1:
        return pooling("SpatialAveragePooling");
      case 2:
        return padding();
      case 3:
        return normalization("SpatialBatchNormalization");
      case 4:
        return branch("CAddTable");
      case 5:
        return branch("CMulTable");
      default:
        return join();
    }
  }

  void vector_layer() {
    if (current_.shape.size() == 2) return flatten();
    switch (random_.integer(0, 3)) {
      case 0:
        return normalization("BatchNormalization");
      case 1:
        return branch("CAddTable");
      case 2:
        return branch("CMulTable");
      default:
        return add("Dropout", {current_.name}, current_.shape, {{"p", 0.5}, {"v2", true}});
    }
  }

  void convolution() {
    const Shape& in = current_.shape;
    const std::int64_t out = random_.integer(1, limits_.channels);
    std::int64_t pad_h = random_.integer(0, 2), pad_w = random_.integer(0, 2);
    const std::int64_t k_h = random_.integer(1, std::min<std::int64_t>(in[1] + 2 * pad_h, 4));
    const std::int64_t k_w = random_.integer(1, std::min<std::int64_t>(in[2] + 2 * pad_w, 4));
    // A window that sees nothing but padding is legal in Torch, and refused here.
    pad_h = std::min(pad_h, k_h - 1);
    pad_w = std::min(pad_w, k_w - 1);
    const std::int64_t d_h = random_.integer(1, 2), d_w = random_.integer(1, 3);
    Parameters parameters{{"weight", random_.array({out, in[0], k_h, k_w}, -1, 1)}};
    if (random_.chance(0.7)) parameters["bias"] = random_.array({out}, -1, 1);
    if (random_.chance(0.1))
      std::fill_n(parameters["weight"].values.begin(), in[0] * k_h * k_w, 0.0F);
    add("SpatialConvolution", {current_.name},
        {out, (in[1] + 2 * pad_h - k_h) / d_h + 1, (in[2] + 2 * pad_w - k_w) / d_w + 1},
        {{"nInputPlane", number(in[0])},
         {"nOutputPlane", number(out)},
         {"kH", number(k_h)},
         {"kW", number(k_w)},
         {"dH", number(d_h)},
         {"dW", number(d_w)},
         {"padH", number(pad_h)},
         {"padW", number(pad_w)}},
        std::move(parameters));
  }

  void flatten() {
    const std::int64_t count = element_count(current_.shape);
    add("View", {current_.name}, {count}, {{"size", std::vector<double>{number(count)}}});
  }

  void linear() {
    if (current_.shape.size() != 1) flatten();
    const std::int64_t in = current_.shape[0], out = random_.integer(1, 12);
    Parameters parameters{{"weight", random_.array({out, in}, -1, 1)}};
    if (random_.chance(0.7)) parameters["bias"] = random_.array({out}, -1, 1);
    add("Linear", {current_.name}, {out}, {}, std::move(parameters));
  }

  void activation() {
    switch (random_.integer(0, 7)) {
      case 0:
      case 1:
        return activation_with("ReLU", {});
      case 2:
        return activation_with("ReLU6", {});
      case 3:
        return activation_with("LeakyReLU", {{"negval", random_.real(0.01, 0.5)}});
      case 4:
        return activation_with("HardTanh", {{"min_val", -1.0}, {"max_val", random_.real(0.2, 2)}});
      case 5:
        return activation_with("Threshold", {{"threshold", 0.1}, {"val", random_.real(-1, 0)}});
      case 6:
        return activation_with("Tanh", {});
      default:
        return activation_with("Sigmoid", {});
    }
  }

  void activation_with(const std::string& op, Attributes attributes) {
    add(op, {current_.name}, current_.shape, std::move(attributes));
  }

  void pooling(const std::string& op) {
    const Shape& in = current_.shape;
    const std::int64_t k_h = random_.integer(1, std::min<std::int64_t>(in[1], 3));
    const std::int64_t k_w = random_.integer(1, std::min<std::int64_t>(in[2], 3));
    const std::int64_t d_h = random_.integer(1, k_h), d_w = random_.integer(1, k_w);
    const bool maximum = op == "SpatialMaxPooling";
    const bool ceil_mode = maximum && random_.chance(0.4);
    const std::int64_t pad_h = maximum ? random_.integer(0, k_h / 2) : 0;
    const std::int64_t pad_w = maximum ? random_.integer(0, k_w / 2) : 0;
    const auto size = [&](std::int64_t n, std::int64_t k, std::int64_t d, std::int64_t pad) {
      std::int64_t out = (n + 2 * pad - k + (ceil_mode ? d - 1 : 0)) / d + 1;
      if ((pad_h > 0 || pad_w > 0) && (out - 1) * d >= n + pad) --out;
      return out;
    };
    add(op, {current_.name}, {in[0], size(in[1], k_h, d_h, pad_h), size(in[2], k_w, d_w, pad_w)},
        {{"kH", number(k_h)},
         {"kW", number(k_w)},
         {"dH", number(d_h)},
         {"dW", number(d_w)},
         {"padH", number(pad_h)},
         {"padW", number(pad_w)},
         {"ceil_mode", ceil_mode}});
  }

  void padding() {
    const Shape& in = current_.shape;
    const auto side = [&](std::int64_t size) { return random_.integer(size > 3 ? -1 : 0, 2); };
    const std::int64_t t = side(in[1]), b = side(in[1]), l = side(in[2]), r = side(in[2]);
    add("SpatialZeroPadding", {current_.name}, {in[0], in[1] + t + b, in[2] + l + r},
        {{"pad_t", number(t)}, {"pad_b", number(b)}, {"pad_l", number(l)}, {"pad_r", number(r)}});
  }

  void normalization(const std::string& op) {
    const std::int64_t features = current_.shape[0];
    Parameters parameters{{"running_mean", random_.array({features}, -0.5, 0.5)},
                          {"running_var", random_.array({features}, 0.2, 2)}};
    if (random_.chance(0.6)) {
      parameters["weight"] = random_.array({features}, -1.5, 1.5);
      parameters["bias"] = random_.array({features}, -1, 1);
    }
    add(op, {current_.name}, current_.shape, {{"eps", 1e-5}}, std::move(parameters));
  }

  // Two paths of the same shape: one through a layer or two, the other straight or through one.
  void branch(const std::string& op) {
    const Tensor fork = current_;
    same_shape_layer();
    if (random_.chance(0.5)) activation_with("ReLU", {});
    const std::string first = current_.name;
    current_ = fork;
    if (random_.chance(0.4)) same_shape_layer();
    std::vector<std::string> inputs{first, current_.name};
    if (op == "CAddTable" && random_.chance(0.3)) inputs.push_back(fork.name);
    add(op, std::move(inputs), fork.shape);
  }

  void same_shape_layer() {
    const Shape in = current_.shape;
    if (in.size() == 1) {
      add("Linear", {current_.name}, in, {}, {{"weight", random_.array({in[0], in[0]}, -1, 1)}});
      return;
    }
    const std::int64_t k = random_.chance(0.5) ? 3 : 1;
    add("SpatialConvolution", {current_.name}, in,
        {{"nInputPlane", number(in[0])},
         {"nOutputPlane", number(in[0])},
         {"kH", number(k)},
         {"kW", number(k)},
         {"dH", 1.0},
         {"dW", 1.0},
         {"padH", number(k / 2)},
         {"padW", number(k / 2)}},
        {{"weight", random_.array({in[0], in[0], k, k}, -1, 1)},
         {"bias", random_.array({in[0]}, -1, 1)}});
  }

  void join() {
    const Tensor fork = current_;
    same_shape_layer();
    const std::string first = current_.name;
    current_ = fork;
    if (random_.chance(0.5)) activation();
    Shape joined = fork.shape;
    const std::int64_t axis = random_.integer(0, 2);
    joined[static_cast<std::size_t>(axis)] *= 2;
    add("JoinTable", {first, current_.name}, joined,
        {{"dimension", number(axis + 1)}, {"nInputDims", 3.0}});
  }

  // The last tensor is an output; sometimes one from the middle is another.
  void finish() {
    std::vector<NetworkNode>& nodes = result_.network.nodes;
    if (random_.chance(0.4)) {
      linear();
      if (random_.chance(0.5))
        add(random_.chance(0.5) ? "SoftMax" : "LogSoftMax", {current_.name}, current_.shape);
    }
    result_.network.outputs = {current_.name};
    const auto pick =
        static_cast<std::size_t>(random_.integer(0, static_cast<std::int64_t>(nodes.size()) - 1));
    if (random_.chance(0.2) && nodes[pick].name != current_.name && nodes[pick].op != "SoftMax") {
      result_.network.outputs.push_back(nodes[pick].name);
    }
  }

  void choose_options() {
    QuantizeOptions& options = result_.options;
    options.bits = static_cast<int>(random_.chance(0.5) ? 8 : random_.integer(2, 16));
    if (random_.chance(0.3)) options.weight_bits = static_cast<int>(random_.integer(2, 16));
    if (random_.chance(0.3)) options.activation_bits = static_cast<int>(random_.integer(2, 16));
    if (random_.chance(0.3)) options.output_bits = static_cast<int>(random_.integer(2, 16));
    options.power_of_two = random_.chance(0.2);
    options.ranges = random_.chance(0.5) ? RangeMethod::kMinMax : RangeMethod::kLeastSquares;
  }

  Random random_;
  RandomLimits limits_;
  RandomNetwork result_;
  Tensor current_;
  int count_ = 0;
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
  Random random(seed + 1000);
  for (std::int32_t& value : frames.values) {
    const bool extreme = random.chance(0.05);
    const std::int64_t end = random.chance(0.5) ? input.format.min() : input.format.max();
    value = static_cast<std::int32_t>(
        extreme ? end : random.integer(input.format.min(), input.format.max()));
  }
  return frames;
}

}  // namespace sluice::testing
