// Formats: signs from structure, bits as they are set, and what is refused.
#include "tests/compiler/expect_error.hpp"
#include "tests/compiler/quantize/quantized.hpp"

namespace sluice::testing {
namespace {

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

}  // namespace
}  // namespace sluice::testing
