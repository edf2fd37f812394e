// Quantisation: formats, fusion, scales, and how close the integers come to float.
#include "compiler/quantize/quantize.hpp"

#include <cmath>
#include <set>

#include "compiler/quantize/bounds.hpp"
#include "compiler/quantize/error_report.hpp"
#include "compiler/quantize/interpreter.hpp"
#include "compiler/quantize/plan.hpp"
#include "compiler/tensor/passes.hpp"
#include "tests/compiler/expect_error.hpp"
#include "tests/compiler/quantize/random_network.hpp"
#include "tests/compiler/tensor/build_network.hpp"

namespace sluice::testing {
namespace {

// Frames of a smooth wave from `low` to `high`.
Array<float> wave(Shape frame, float low, float high, std::int64_t count = 16) {
  frame.insert(frame.begin(), count);
  Array<float> values(frame);
  for (std::int64_t i = 0; i < values.size(); ++i) {
    const double place = 0.5 + 0.5 * std::sin(static_cast<double>(i) * 1.7);
    values[i] = low + (high - low) * static_cast<float>(place);
  }
  values[0] = low;
  values[1] = high;
  return values;
}

IntegerGraph quantized(const BuildNetwork& network, const Array<float>& frames,
                       const QuantizeOptions& options = {}) {
  return quantize(optimize(network.graph()), frames, options);
}

std::vector<std::string> ops(const IntegerGraph& graph) {
  std::vector<std::string> names;
  for (const IntegerNode& node : graph.nodes) names.push_back(op_name(node.op));
  return names;
}

const IntegerValue& value(const IntegerGraph& graph, const std::string& name) {
  for (const IntegerValue& each : graph.values) {
    if (each.name == name) return each;
  }
  FAIL("no value " << name);
  return graph.values[0];
}

const IntegerValue& output(const IntegerGraph& graph, std::size_t i = 0) {
  return graph.value(graph.outputs[i].value);
}

using Names = std::vector<std::string>;

TEST_CASE("a layer with its activation becomes an exact op and one rescale") {
  const BuildNetwork network = BuildNetwork({4})
                                   .linear("fc1", "input", 4, 3)
                                   .node("relu1", "ReLU", {"fc1"})
                                   .linear("fc2", "relu1", 3, 2);
  const IntegerGraph graph = quantized(network, wave({4}, -1, 1));
  REQUIRE(ops(graph) == Names{"linear", "rescale", "linear", "rescale"});
  REQUIRE(graph.nodes[1].name == "relu1");
  REQUIRE(graph.nodes[1].layer == "fc1");
  REQUIRE(graph.nodes[3].name == "fc2_rescale");
  const auto& rescale = std::get<IntegerRescale>(graph.nodes[1].op);
  REQUIRE(rescale.low == 0);
  REQUIRE(rescale.low_is_wanted);
  REQUIRE_FALSE(rescale.high_is_wanted);
  REQUIRE(rescale.multiplier.size() == 3);
}

TEST_CASE("formats: signs from structure, 8 bits inside, 16 at outputs") {
  const BuildNetwork network = BuildNetwork({4})
                                   .linear("fc1", "input", 4, 3)
                                   .node("relu1", "ReLU", {"fc1"})
                                   .linear("fc2", "relu1", 3, 2);
  const IntegerGraph positive = quantized(network, wave({4}, 0, 1));
  REQUIRE(value(positive, "input").format == IntegerFormat{8, false});
  REQUIRE(value(positive, "relu1").format == IntegerFormat{8, false});
  REQUIRE(output(positive).format == IntegerFormat{16, true});
  REQUIRE(value(quantized(network, wave({4}, -1, 1)), "input").format == IntegerFormat{8, true});
}

TEST_CASE("bits are as set: for all, for weights, for layers, for the input and outputs") {
  const BuildNetwork network = BuildNetwork({4})
                                   .linear("fc1", "input", 4, 3)
                                   .node("relu1", "ReLU", {"fc1"})
                                   .linear("fc2", "relu1", 3, 2);
  QuantizeOptions options;
  options.bits = 6;
  options.weight_bits = 3;
  options.input_bits = 10;
  options.output_bits = 12;
  options.layers["fc1"].activation_bits = 5;
  options.layers["fc2"].bits = 4;
  const IntegerGraph graph = quantized(network, wave({4}, 0, 1), options);
  REQUIRE(value(graph, "input").format.bits == 10);
  REQUIRE(value(graph, "relu1").format.bits == 5);
  REQUIRE(output(graph).format.bits == 12);  // fc2's `bits` are its weights'
  REQUIRE(std::get<IntegerLinear>(graph.nodes[0].op).weight_bits == 3);
  REQUIRE(std::get<IntegerLinear>(graph.nodes[2].op).weight_bits == 4);
  for (const std::int32_t w : std::get<IntegerLinear>(graph.nodes[2].op).weight.values)
    REQUIRE(std::abs(w) <= 7);
}

TEST_CASE("an input that is put out as it came has the input's bits") {
  const BuildNetwork network = BuildNetwork({1, 4, 4}).node("pool1", "SpatialMaxPooling", {"input"},
                                                            {{"kW", 2.0},
                                                             {"kH", 2.0},
                                                             {"dW", 2.0},
                                                             {"dH", 2.0},
                                                             {"padW", 0.0},
                                                             {"padH", 0.0},
                                                             {"ceil_mode", false}});
  QuantizeOptions options;
  options.input_bits = 5;
  REQUIRE(output(quantized(network, wave({1, 4, 4}, 0, 1), options)).format.bits == 5);
  options.output_bits = 9;
  expect_error(
      [&] {
        quantized(network, wave({1, 4, 4}, 0, 1), options);
      },
      {"input_bits 5", "output_bits 9"});
}

TEST_CASE("bits that cannot be honoured are refused") {
  const BuildNetwork network = BuildNetwork({1, 4, 4})
                                   .convolution("conv1", "input", 1, 2, 3)
                                   .node("relu1", "ReLU", {"conv1"})
                                   .node("pool1", "SpatialMaxPooling", {"relu1"},
                                         {{"kH", 2.0}, {"kW", 2.0}, {"dH", 2.0}, {"dW", 2.0}});
  const auto with = [&](const std::string& layer, LayerBits bits) {
    QuantizeOptions options;
    options.layers[layer] = bits;
    quantized(network, wave({1, 4, 4}, 0, 1), options);
  };
  expect_error(
      [&] {
        with("conv9", {4, {}, {}});
      },
      {"layer 'conv9', which the network does not have"});
  expect_error([&] { with("relu1", {{}, 4, {}}); }, {"net.lua", "'relu1', which has no weights"});
  expect_error([&] { with("pool1", {4, {}, {}}); }, {"'pool1', which works in its input's format"});
  expect_error(
      [&] {
        with("conv1", {17, {}, {}});
      },
      {"layer 'conv1': bits is 17, expected 2 to 16"});
  expect_error([&] { with("conv1", {{}, 1, {}}); }, {"weight_bits is 1, expected 2 to 16"});
  QuantizeOptions both;
  both.layers["conv1"].activation_bits = 4;
  both.layers["relu1"].activation_bits = 5;
  expect_error(
      [&] {
        quantized(network, wave({1, 4, 4}, 0, 1), both);
      },
      {"4 for layer 'conv1' and 5 for layer 'relu1'"});
  QuantizeOptions wide;
  wide.bits = 17;
  expect_error(
      [&] {
        quantized(network, wave({1, 4, 4}, 0, 1), wide);
      },
      {"bits is 17, expected 2 to 16"});
}

TEST_CASE("wrong calibration data is refused") {
  const BuildNetwork network = BuildNetwork({4}).linear("fc1", "input", 4, 3);
  expect_error([&] { quantized(network, Array<float>()); }, {"calibration set is empty"});
  expect_error([&] { quantized(network, wave({5}, 0, 1)); },
               {"shape {16,5}, expected frames x {4}"});
  Array<float> frames = wave({4}, 0, 1);
  frames[9] = std::nanf("");
  expect_error([&] { quantized(network, frames); },
               {"calibration frame 3, element 2 is not a number"});
}

TEST_CASE("integers in the input are kept as they are") {
  Array<float> frames = wave({4}, 0, 255);
  for (float& x : frames.values) x = std::floor(x * 0.7F);
  REQUIRE(
      value(quantized(BuildNetwork({4}).linear("fc1", "input", 4, 3), frames), "input").scale[0] ==
      1);
}

TEST_CASE("addends share a grid, so that the sum is exact") {
  const BuildNetwork network = BuildNetwork({4})
                                   .linear("fc1", "input", 4, 4)
                                   .node("relu1", "ReLU", {"input"})
                                   .node("add1", "CAddTable", {"fc1", "relu1"});
  const IntegerGraph graph = quantized(network, wave({4}, -1, 1));
  const double ratio = value(graph, "fc1").scale[0] / value(graph, "relu1").scale[0];
  REQUIRE(std::exp2(std::round(std::log2(ratio))) == ratio);
  const auto node = std::find_if(
      graph.nodes.begin(), graph.nodes.end(),
      [](const IntegerNode& each) { return std::holds_alternative<IntegerAdd>(each.op); });
  const auto& multiplier = std::get<IntegerAdd>(node->op).multiplier;
  REQUIRE(static_cast<double>(multiplier[0]) == ratio * static_cast<double>(multiplier[1]));
}

TEST_CASE("joined tensors share one format") {
  const BuildNetwork network =
      BuildNetwork({4})
          .linear("fc1", "input", 4, 2)
          .node("relu1", "ReLU", {"input"})
          .node("join1", "JoinTable", {"fc1", "relu1"}, {{"dimension", 1.0}})
          .linear("fc2", "join1", 6, 2);
  const IntegerGraph graph = quantized(network, wave({4}, -1, 1));
  REQUIRE(value(graph, "fc1").format == value(graph, "relu1").format);
  REQUIRE(value(graph, "fc1").scale == value(graph, "relu1").scale);
  REQUIRE(value(graph, "join1").scale == value(graph, "relu1").scale);
}

TEST_CASE("an output that is used inside as well is rescaled for each use") {
  const BuildNetwork network = BuildNetwork({4})
                                   .linear("fc1", "input", 4, 3)
                                   .linear("fc2", "fc1", 3, 2)
                                   .outputs({"fc1", "fc2"});
  const IntegerGraph graph = quantized(network, wave({4}, -1, 1));
  REQUIRE(value(graph, "fc1").format.bits == 8);
  REQUIRE(output(graph, 0).name == "fc1_output");
  REQUIRE(output(graph, 0).format.bits == 16);
  REQUIRE(graph.outputs[0].name == "fc1");
}

TEST_CASE("tables have at most 12 input bits") {
  const BuildNetwork network = BuildNetwork({4})
                                   .linear("fc1", "input", 4, 3)
                                   .node("tanh1", "Tanh", {"fc1"})
                                   .linear("fc2", "tanh1", 3, 2);
  QuantizeOptions options;
  REQUIRE(value(quantized(network, wave({4}, -1, 1), options), "fc1").format.bits == 10);
  options.bits = 16;
  REQUIRE(value(quantized(network, wave({4}, -1, 1), options), "fc1").format.bits == 12);
  const IntegerGraph direct = quantized(BuildNetwork({4})
                                            .node("tanh1", "Tanh", {"input"})
                                            .linear("fc1", "input", 4, 2)
                                            .outputs({"tanh1", "fc1"}),
                                        wave({4}, -1, 1), options);
  REQUIRE(value(direct, "input").format.bits == 16);
  REQUIRE(value(direct, "tanh1_input").format.bits == 12);
}

TEST_CASE("a softmax at an output is the host's, anywhere else it is refused") {
  const IntegerGraph graph =
      quantized(BuildNetwork({4}).linear("fc1", "input", 4, 3).node("soft1", "SoftMax", {"fc1"}),
                wave({4}, -1, 1));
  REQUIRE(graph.outputs[0].host_op == HostOp::kSoftMax);
  REQUIRE(graph.outputs[0].name == "soft1");
  const IntegerRun result = run(graph, Array<std::int32_t>({4}, 9));
  const auto& logits = result.values[static_cast<std::size_t>(graph.outputs[0].value)].values;
  float sum = 0;
  for (const float p : host_output(graph, graph.outputs[0], logits)) sum += p;
  REQUIRE(sum == Approx(1));
  const BuildNetwork inside =
      BuildNetwork({4}).node("soft1", "LogSoftMax", {"input"}).linear("fc1", "soft1", 4, 3);
  expect_error([&] { quantized(inside, wave({4}, -1, 1)); },
               {"net.lua:10", "softmax inside of the network"});
}

TEST_CASE("shift-only rescaling has powers of two everywhere") {
  QuantizeOptions options;
  options.power_of_two = true;
  const IntegerGraph graph = quantized(BuildNetwork({1, 6, 6})
                                           .convolution("conv1", "input", 1, 3, 3)
                                           .node("relu1", "ReLU", {"conv1"})
                                           .convolution("conv2", "relu1", 3, 2, 3),
                                       wave({1, 6, 6}, -1, 1), options);
  for (const IntegerNode& node : graph.nodes) {
    const auto* rescale = std::get_if<IntegerRescale>(&node.op);
    if (rescale != nullptr) REQUIRE(rescale->power_of_two);
  }
  int exponent = 0;
  REQUIRE(std::frexp(value(graph, "relu1").scale[0], &exponent) == 0.5);
}

TEST_CASE("dead channels, zero weights and constant data are no trouble") {
  Array<float> weight({3, 4});
  for (std::int64_t i = 4; i < 8; ++i) weight[i] = 1e-20F;
  const BuildNetwork network =
      BuildNetwork({4}).node("fc1", "Linear", {"input"}, {},
                             {{"weight", weight}, {"bias", Array<float>({3}, {0, 1, -1})}});
  const IntegerGraph graph = quantized(network, wave({4}, 0, 0));
  const IntegerRun result = run(graph, Array<std::int32_t>({4}, 200));
  const auto& out = result.values[static_cast<std::size_t>(graph.outputs[0].value)].values;
  REQUIRE(dequantize(graph, graph.outputs[0], out)[1] == Approx(1).margin(1e-3));
  REQUIRE(dequantize(graph, graph.outputs[0], out)[2] == Approx(-1).margin(1e-3));
}

TEST_CASE("accumulators hold every sum and waste no bit") {
  const BuildNetwork network = BuildNetwork({4}).linear("fc1", "input", 4, 3);
  const IntegerGraph graph = quantized(network, wave({4}, 0, 1));
  const IntegerValue& sum = value(graph, "fc1_acc");
  const Interval bounds = value_bounds(graph)[static_cast<std::size_t>(graph.nodes[0].output)];
  REQUIRE(sum.format.holds(bounds.low));
  REQUIRE(sum.format.holds(bounds.high));
  const IntegerFormat narrower{sum.format.bits - 1, true};
  REQUIRE_FALSE((narrower.holds(bounds.low) && narrower.holds(bounds.high)));
}

TEST_CASE("names that look like ours do no harm") {
  const BuildNetwork network = BuildNetwork({4})
                                   .linear("fc1", "input", 4, 3)
                                   .linear("fc1_acc", "fc1", 3, 3)
                                   .linear("fc1_rescale", "fc1_acc", 3, 2);
  const Array<float> frames = wave({4}, -1, 1);
  const IntegerGraph graph = quantized(network, frames);
  REQUIRE(measure_errors(optimize(network.graph()), graph, frames).size() == 4);
}

TEST_CASE("16 bits come close to float, 8 bits less so, and the report says it") {
  const BuildNetwork network = BuildNetwork({1, 8, 8})
                                   .convolution("conv1", "input", 1, 3, 3, 1)
                                   .node("relu1", "ReLU", {"conv1"})
                                   .convolution("conv2", "relu1", 3, 2, 3);
  const Array<float> frames = wave({1, 8, 8}, -1, 1);
  const auto sqnr = [&](int bits) {
    QuantizeOptions options;
    options.bits = bits;
    const TensorGraph graph = optimize(network.graph());
    const auto errors = measure_errors(graph, quantize(graph, frames, options), frames);
    REQUIRE(errors.back().name == "conv2");
    REQUIRE(error_text(errors).find("relu1") != std::string::npos);
    return errors.back().sqnr_db();
  };
  REQUIRE(sqnr(16) > 75);
  REQUIRE(sqnr(8) > 30);
  REQUIRE(sqnr(8) < sqnr(16));
  REQUIRE(sqnr(4) < sqnr(8));
}

const TensorError& error_of(const std::vector<TensorError>& errors, const std::string& name) {
  for (const TensorError& error : errors) {
    if (error.name == name) return error;
  }
  FAIL("no row " << name);
  return errors[0];
}

TEST_CASE("saturations are counted at the input, in tables and in an output's own copy") {
  const BuildNetwork network = BuildNetwork({4})
                                   .node("leaky1", "LeakyReLU", {"input"}, {{"negval", 0.5}})
                                   .linear("fc1", "leaky1", 4, 3)
                                   .linear("fc2", "fc1", 3, 2)
                                   .outputs({"fc1", "fc2"});
  const TensorGraph graph = optimize(network.graph());
  QuantizeOptions options;
  options.ranges = RangeMethod::kMinMax;
  options.output_bits = 8;
  const IntegerGraph integers = quantize(graph, wave({4}, -1, 1), options);
  Array<float> loud = wave({4}, -3, 3);
  const auto errors = measure_errors(graph, integers, loud);
  REQUIRE(error_of(errors, "input").saturated > 0);
  REQUIRE(error_of(errors, "input").saturated == saturated_input(integers, loud));
  REQUIRE_FALSE(error_of(errors, "fc1_output").is_compared);
  REQUIRE(error_of(errors, "fc1_output").elements == loud.size() / 4 * 3);
  const auto quiet = measure_errors(graph, integers, wave({4}, -1, 1));
  for (const TensorError& error : quiet) REQUIRE(error.saturated == 0);
}

TEST_CASE("a table whose results leave its output's format says which entries it cut off") {
  // Calibration sees no more than 1; the threshold's value is 2.
  const BuildNetwork network =
      BuildNetwork({4})
          .node("threshold1", "Threshold", {"input"}, {{"threshold", 0.9}, {"val", 2.0}})
          .linear("fc1", "threshold1", 4, 3);
  QuantizeOptions options;
  options.ranges = RangeMethod::kPercentile;
  options.percentile = 60;
  Array<float> frames = wave({4}, 0.95F, 1);
  frames[0] = 0;
  const TensorGraph graph = optimize(network.graph());
  const IntegerGraph integers = quantize(graph, frames, options);
  const auto& table = std::get<IntegerLookup>(integers.nodes[0].op);
  REQUIRE(!table.cut_off.empty());
  for (const std::int32_t place : table.cut_off) {
    const std::int64_t entry = table.table[static_cast<std::size_t>(place)];
    const IntegerFormat& format = value(integers, "threshold1").format;
    REQUIRE((entry == format.min() || entry == format.max()));
  }
  REQUIRE(error_of(measure_errors(graph, integers, frames), "threshold1").saturated > 0);
}

TEST_CASE("the report's lines are whole however long the names are") {
  TensorError error;
  error.name = std::string(128, 'n');
  error.layer = std::string(128, 'l');
  error.format = {16, true};
  const std::string text = error_text({error, error});
  REQUIRE(std::count(text.begin(), text.end(), '\n') == 3);
  REQUIRE(text.size() % 3 == 0);  // all of one width
}

bool is_steep_table(const TensorOp& op) {
  const auto* activation = std::get_if<Activation>(&op);
  return activation != nullptr && (activation->kind == ActivationKind::kTanh ||
                                   activation->kind == ActivationKind::kSigmoid);
}

// Whether nothing but a tanh or a sigmoid computes with the tensor: what lies beyond the part in
// which they are steep is cut off on purpose.
bool feeds_only_steep_tables(const TensorGraph& graph, TensorId id) {
  for (const TensorOutput& output : graph.outputs) {
    if (output.value == id) return false;
  }
  bool any = false;
  for (const TensorNode& node : graph.nodes) {
    if (std::find(node.inputs.begin(), node.inputs.end(), id) == node.inputs.end()) continue;
    any = true;
    const bool moves = execution_of(node.op) == Execution::kSameData;
    if (!is_steep_table(node.op) && !(moves && feeds_only_steep_tables(graph, node.output))) {
      return false;
    }
  }
  return any;
}

// Tensors behind a threshold that jumps: a rounding beside its edge may move them all the way.
std::set<std::string> jumping_tensors(const TensorGraph& graph) {
  std::set<std::string> names;
  for (const TensorNode& node : graph.nodes) {
    const auto* activation = std::get_if<Activation>(&node.op);
    bool jumps = activation != nullptr && activation->kind == ActivationKind::kThreshold;
    for (const TensorId input : node.inputs) {
      jumps = jumps || names.count(graph.values[static_cast<std::size_t>(input)].name) > 0;
    }
    if (jumps) names.insert(graph.values[static_cast<std::size_t>(node.output)].name);
  }
  return names;
}

// Whether nothing but maxima are taken of the tensor: what wins in no window is cut off.
bool feeds_only_max_pools(const TensorGraph& graph, TensorId id) {
  for (const TensorOutput& output : graph.outputs) {
    if (output.value == id) return false;
  }
  return std::all_of(graph.nodes.begin(), graph.nodes.end(), [&](const TensorNode& node) {
    const bool uses = std::find(node.inputs.begin(), node.inputs.end(), id) != node.inputs.end();
    const bool moves = execution_of(node.op) == Execution::kSameData;
    return !uses || std::holds_alternative<MaxPool>(node.op) ||
           (moves && feeds_only_max_pools(graph, node.output));
  });
}

std::set<std::string> cut_tensors(const TensorGraph& graph) {
  std::set<std::string> names;
  for (std::size_t n = 0; n < graph.values.size(); ++n) {
    const auto id = static_cast<TensorId>(n);
    if (feeds_only_steep_tables(graph, id) || feeds_only_max_pools(graph, id)) {
      names.insert(graph.values[n].name);
    }
  }
  return names;
}

TEST_CASE("random networks at 16 bits come close to float and saturate next to nothing") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    RandomNetwork random = random_network(seed);
    random.options = QuantizeOptions{};
    random.options.bits = 16;
    random.options.ranges = RangeMethod::kMinMax;
    const TensorGraph graph = optimize(import_network(random.network));
    const IntegerGraph integers = quantize(graph, random.calibration, random.options);
    const std::set<std::string> jumping = jumping_tensors(graph), cut = cut_tensors(graph);
    for (const TensorError& error : measure_errors(graph, integers, random.calibration)) {
      INFO("seed " << seed << " tensor " << error.name << " error " << error.error_rms << " of "
                   << error.float_rms << ", saturated " << error.saturated);
      if (!error.is_compared || jumping.count(error.name) > 0 || cut.count(error.name) > 0) {
        continue;
      }
      ++compared;
      REQUIRE(error.error_rms <= 0.01 * error.float_rms + 16 * error.scale);
      // A rounding in front may carry the largest of what calibration saw over the edge: a few
      // elements, or all of a plateau (behind a clamp) by a rounding.
      const bool by_a_rounding = error.largest_error <= 4 * error.scale;
      REQUIRE((error.saturated <= 1 + error.elements / 20 || by_a_rounding));
    }
  }
  REQUIRE(compared > 300);
}

}  // namespace
}  // namespace sluice::testing
