// Import: Torch's rules for shapes and windows, and a message with layer and line for all that is
// not understood.
#include "compiler/tensor/import.hpp"

#include <limits>

#include "tests/compiler/expect_error.hpp"
#include "tests/compiler/tensor/build_network.hpp"

namespace sluice::testing {
namespace {

// Imports a network of one node behind an input.
TensorGraph import_one(const Shape& input, const std::string& op, Attributes attributes = {},
                       Parameters parameters = {}) {
  return BuildNetwork(input)
      .node("layer", op, {"input"}, std::move(attributes), std::move(parameters))
      .graph();
}

void expect_refused(const Shape& input, const std::string& op, const Attributes& attributes,
                    const Parameters& parameters, std::initializer_list<std::string> parts) {
  const auto import = [&] { import_one(input, op, attributes, parameters); };
  expect_error(import, {"net.lua:10: layer 'layer'"});
  expect_error(import, parts);
}

Attributes pooling(int kernel, int stride, int pad = 0, bool ceil_mode = false) {
  return {{"kH", 1.0 * kernel}, {"kW", 1.0 * kernel}, {"dH", 1.0 * stride},    {"dW", 1.0 * stride},
          {"padH", 1.0 * pad},  {"padW", 1.0 * pad},  {"ceil_mode", ceil_mode}};
}

Attributes sizes(std::vector<double> values) { return {{"size", std::move(values)}}; }

const Shape& shape_of_output(const TensorGraph& graph) {
  return graph.shape(graph.outputs[0].value);
}

TEST_CASE("convolutions keep their window, and a missing bias is zero") {
  const TensorGraph graph =
      BuildNetwork({2, 5, 6}).convolution("conv1", "input", 2, 3, 3, 1).graph();
  REQUIRE(shape_of_output(graph) == Shape{3, 5, 6});
  Attributes attributes{{"nInputPlane", 2.0}, {"nOutputPlane", 1.0}, {"kH", 2.0},
                        {"kW", 3.0},          {"dH", 1.0},           {"dW", 2.0}};
  // SpatialConvolutionMM keeps its weights as a matrix.
  const TensorGraph mm =
      import_one({2, 5, 7}, "SpatialConvolutionMM", attributes, {{"weight", ramp({1, 12})}});
  const auto& conv = std::get<Convolution>(mm.nodes[0].op);
  REQUIRE(conv.weight.shape == Shape{1, 2, 2, 3});
  REQUIRE(conv.bias == std::vector<float>{0});
  REQUIRE(shape_of_output(mm) == Shape{1, 4, 3});
}

TEST_CASE("pooling sizes follow Torch in floor and ceil mode") {
  const auto out = [](std::int64_t size, int kernel, int stride, int pad, bool ceil_mode) {
    return shape_of_output(import_one({1, size, size}, "SpatialMaxPooling",
                                      pooling(kernel, stride, pad, ceil_mode)))[1];
  };
  REQUIRE(out(5, 2, 2, 0, false) == 2);
  REQUIRE(out(5, 2, 2, 0, true) == 3);
  REQUIRE(out(6, 2, 2, 1, true) == 4);
  REQUIRE(out(5, 2, 2, 1, true) == 3);  // the fourth window would begin behind the image
  REQUIRE(out(7, 3, 2, 1, false) == 4);
  REQUIRE(out(2, 3, 2, 0, true) == 1);  // the one window reaches over the edge
}

TEST_CASE("average pooling divides by what Torch counts") {
  const auto divisor = [](Attributes attributes) {
    const TensorGraph graph = import_one({1, 6, 6}, "SpatialAveragePooling", std::move(attributes));
    return std::get<AveragePool>(graph.nodes[0].op).divisor;
  };
  using Divisors = std::vector<double>;
  REQUIRE(divisor(pooling(3, 3)) == Divisors{9});
  REQUIRE(divisor(pooling(3, 1, 1)) == Divisors{9});
  Attributes sum = pooling(3, 3);
  sum["divide"] = false;
  REQUIRE(divisor(sum) == Divisors{1});
  Attributes inner = pooling(3, 3, 1);
  inner["count_include_pad"] = false;
  REQUIRE(divisor(inner) == Divisors{4, 6, 6, 9});
  inner["divide"] = false;
  REQUIRE(divisor(inner) == Divisors{4.0 / 9, 6.0 / 9, 6.0 / 9, 1});
  REQUIRE(divisor(pooling(4, 4, 0, true)) == Divisors{16, 8, 8, 4});
}

TEST_CASE("windows that Torch refuses or leaves undefined are refused") {
  expect_refused({1, 6, 6}, "SpatialMaxPooling", pooling(2, 2, 2), {},
                 {"'padH' is 2, expected at most half"});
  expect_refused({1, 2, 2}, "SpatialMaxPooling", pooling(3, 1), {},
                 {"does not fit into the input {1,2,2}"});
  expect_refused({1, 3, 3}, "SpatialMaxPooling", pooling(1, 3, 0, true), {},
                 {"wholly outside", ":floor()"});
  expect_refused({1, 6, 6}, "SpatialMaxPooling", pooling(0, 1), {},
                 {"'kH' is 0, expected an integer from 1"});
  expect_refused({6}, "SpatialMaxPooling", pooling(2, 2), {},
                 {"found input {6}, expected channels"});
}

TEST_CASE("negative padding crops, but never all") {
  const Attributes crop{{"pad_l", -1.0}, {"pad_r", 2.0}, {"pad_t", 0.0}, {"pad_b", -2.0}};
  REQUIRE(shape_of_output(import_one({1, 4, 5}, "SpatialZeroPadding", crop)) == Shape{1, 2, 6});
  const Attributes all{{"pad_l", 3.0}, {"pad_r", -4.0}, {"pad_t", 0.0}, {"pad_b", 0.0}};
  expect_refused({1, 4, 4}, "SpatialZeroPadding", all, {}, {"leaves nothing of the input"});
}

TEST_CASE("batch normalisation becomes a scale and a shift") {
  Parameters statistics{{"running_mean", Array<float>({2}, {1, 2})},
                        {"running_var", Array<float>({2}, {3, 0})}};
  Parameters affine = statistics;
  affine["weight"] = Array<float>({2}, {2, 3});
  affine["bias"] = Array<float>({2}, {5, 6});
  const TensorGraph graph =
      import_one({2, 3, 3}, "SpatialBatchNormalization", {{"eps", 1.0}}, affine);
  const auto& op = std::get<ScaleShift>(graph.nodes[0].op);
  REQUIRE(op.scale == std::vector<float>{1, 3});
  REQUIRE(op.shift == std::vector<float>{4, 0});
  const TensorGraph plain = import_one({2}, "BatchNormalization", {{"eps", 1.0}}, statistics);
  REQUIRE(std::get<ScaleShift>(plain.nodes[0].op).scale == std::vector<float>{0.5F, 1});
  expect_refused({2}, "BatchNormalization", {{"eps", 0.0}}, statistics,
                 {"running_var[2] + eps is not positive"});
  expect_refused({2}, "BatchNormalization", {}, {}, {"no running statistics"});
  expect_refused({2, 3, 3}, "BatchNormalization", {}, statistics, {"nn.SpatialBatchNormalization"});
  statistics["weight"] = Array<float>({2}, {2, 3});
  expect_refused({2}, "BatchNormalization", {}, statistics, {"a weight or a bias but not both"});
}

TEST_CASE("activations keep their constants") {
  const auto clamp = [](const std::string& op, Attributes attributes) {
    return std::get<Clamp>(import_one({3}, op, std::move(attributes)).nodes[0].op);
  };
  REQUIRE(clamp("ReLU", {{"threshold", 0.0}, {"val", 0.0}, {"inplace", true}}).high ==
          std::numeric_limits<double>::infinity());
  REQUIRE(clamp("ReLU6", {}).high == 6);
  REQUIRE(clamp("Clamp", {{"min_val", -2.0}, {"max_val", 3.0}}).low == -2);
  REQUIRE(clamp("Threshold", {{"threshold", 0.5}, {"val", 0.5}}).low == 0.5);
  // Torch compares with the threshold as its tensors hold it.
  REQUIRE(clamp("Threshold", {{"threshold", 0.2}, {"val", 0.2}}).low == double{0.2F});
  const auto threshold = import_one({3}, "Threshold", {{"threshold", 0.5}, {"val", -1.0}});
  REQUIRE(std::get<Activation>(threshold.nodes[0].op).b == -1);
  expect_refused({3}, "ReLU", {{"threshold", 1.0}}, {}, {"use nn.Threshold"});
  expect_refused({3}, "HardTanh", {{"min_val", 1.0}, {"max_val", 1.0}}, {},
                 {"'max_val' is not larger"});
  expect_refused({3}, "LeakyReLU", {}, {}, {"field 'negval' is missing"});
}

TEST_CASE("dropout does nothing, or scales in its first version") {
  REQUIRE(std::holds_alternative<Identity>(
      import_one({3}, "Dropout", {{"p", 0.5}, {"v2", true}}).nodes[0].op));
  const auto first = import_one({3}, "Dropout", {{"p", 0.25}, {"v2", false}});
  REQUIRE(std::get<ScaleShift>(first.nodes[0].op).scale == std::vector<float>{0.75F});
  expect_refused({3}, "Dropout", {{"p", 0.5}, {"stochastic_inference", true}}, {},
                 {"no fixed result"});
}

TEST_CASE("views and reshapes keep a frame whole") {
  REQUIRE(shape_of_output(import_one({2, 3, 4}, "View", sizes({24}))) == Shape{24});
  REQUIRE(shape_of_output(import_one({2, 3, 4}, "View", sizes({4, -1}))) == Shape{4, 6});
  REQUIRE(shape_of_output(import_one({24}, "Reshape", sizes({2, 3, 4}))) == Shape{2, 3, 4});
  expect_refused({2, 3, 4}, "View", sizes({12}), {},
                 {"cannot make {12} of a frame {2,3,4} with 24 elements"});
  expect_refused({2, 3, 4}, "View", sizes({5, -1}), {}, {"cannot make"});
  expect_refused({2, 3, 4}, "View", sizes({-1, -1}), {}, {"more than one size is -1"});
  expect_refused({2, 3, 4}, "Reshape", sizes({2, 2, 2, 3}), {}, {"more than three dimensions"});
  expect_refused({2, 3, 4}, "Reshape", sizes({0}), {}, {"neither positive nor -1"});
  Attributes dims = sizes({24});
  dims["numInputDims"] = 1.0;
  expect_refused({2, 3, 4}, "View", dims, {}, {"'numInputDims' is 1, but a frame here is {2,3,4}"});
}

TEST_CASE("joins count dimensions as Torch does") {
  const auto joined = [](Attributes attributes) {
    return shape_of_output(
        BuildNetwork({2, 3, 4})
            .node("tanh1", "Tanh", {"input"})
            .node("join1", "JoinTable", {"input", "tanh1"}, std::move(attributes))
            .graph());
  };
  REQUIRE(joined({{"dimension", 1.0}, {"nInputDims", 3.0}}) == Shape{4, 3, 4});
  REQUIRE(joined({{"dimension", 2.0}, {"nInputDims", 3.0}}) == Shape{2, 6, 4});
  REQUIRE(joined({{"dimension", 2.0}}) == Shape{4, 3, 4});  // over a batch
  REQUIRE(joined({{"dimension", 1.0}}) == Shape{4, 3, 4});  // over single frames
  REQUIRE(joined({{"dimension", -1.0}}) == Shape{2, 3, 8});
  expect_error(
      [&] {
        joined({{"dimension", 5.0}});
      },
      {"net.lua:20", "dimension 4 of a frame {2,3,4}"});
  expect_error([&] { joined({{"dimension", 1.0}, {"nInputDims", 2.0}}); }, {"'nInputDims' is 2"});
  expect_error([&] { joined({{"dimension", 0.0}}); }, {"Torch counts from 1"});
}

TEST_CASE("tensors that are combined must have one shape") {
  BuildNetwork network({4});
  network.linear("fc1", "input", 4, 3).node("add1", "CAddTable", {"input", "fc1"});
  expect_error([&] { network.graph(); },
               {"net.lua:20: layer 'add1'", "shapes {4} and {3}", "does not broadcast"});
}

TEST_CASE("sizes of weights are checked") {
  expect_error([] { BuildNetwork({4}).linear("fc1", "input", 5, 3).graph(); },
               {"found 4 input elements, expected 5"});
  expect_error(
      [] {
        BuildNetwork({4, 1, 1}).linear("fc1", "input", 4, 3).graph();
      },
      {"found input {4,1,1}, expected a vector", "nn.View(4)"});
  expect_error(
      [] {
        BuildNetwork({2, 5, 5}).convolution("conv1", "input", 3, 4, 3).graph();
      },
      {"found input {2,5,5}, expected 3 channels"});
  expect_refused({4}, "Linear", {}, {{"weight", ramp({3, 4})}, {"bias", ramp({4})}},
                 {"'bias' has shape {4}, expected {3}"});
  expect_refused({4}, "Linear", {}, {{"bias", ramp({4})}}, {"'weight' is missing"});
}

TEST_CASE("nothing is ignored") {
  expect_refused({4}, "Tanh", {{"slope", 2.0}}, {},
                 {"field 'slope' has no meaning that Sluice knows"});
  expect_refused({4}, "Tanh", {}, {{"weight", ramp({4})}}, {"parameter 'weight' has no meaning"});
  expect_refused({4}, "SpatialFoo", {}, {}, {"module nn.SpatialFoo is not supported", "README"});
  expect_error(
      [] {
        BuildNetwork({4}).node("tanh1", "Tanh", {"input", "input"}).graph();
      },
      {"found 2 inputs, expected one", "nn.CAddTable"});
  expect_refused({3, 4}, "SoftMax", {}, {}, {"over the batch"});
}

TEST_CASE("every supported module has a name and a remark") {
  REQUIRE(supported_modules().size() >= 26);
  for (const SupportedModule& module : supported_modules()) {
    REQUIRE(std::string(module.name) != "");
    REQUIRE(std::string(module.remark) != "");
  }
}

}  // namespace
}  // namespace sluice::testing
