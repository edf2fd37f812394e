// Quantisation: fusion, scales, shared formats, accumulators and tables.
#include "compiler/quantize/quantize.hpp"

#include "compiler/quantize/bounds.hpp"
#include "compiler/quantize/error_report.hpp"
#include "compiler/quantize/interpreter.hpp"
#include "tests/compiler/expect_error.hpp"
#include "tests/compiler/quantize/quantized.hpp"

namespace sluice::testing {
namespace {

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

}  // namespace
}  // namespace sluice::testing
