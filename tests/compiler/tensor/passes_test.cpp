// Passes: each leaves what the graph computes unchanged, and does what it is for.
#include "compiler/tensor/passes.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "compiler/tensor/interpreter.hpp"
#include "tests/compiler/quantize/random_network.hpp"
#include "tests/compiler/tensor/build_network.hpp"

namespace sluice::testing {
namespace {

std::vector<std::string> ops(const TensorGraph& graph) {
  std::vector<std::string> names;
  for (const TensorNode& node : graph.nodes) names.push_back(op_name(node.op));
  return names;
}

using Names = std::vector<std::string>;

Parameters statistics(std::int64_t features) {
  Array<float> variance({features}, 0.5F);
  return {{"running_mean", ramp({features})}, {"running_var", variance}};
}

void require_same_outputs(const TensorGraph& a, const TensorGraph& b, const Array<float>& frame) {
  const auto before = run(a, frame), after = run(b, frame);
  for (std::size_t o = 0; o < a.outputs.size(); ++o) {
    REQUIRE(a.outputs[o].name == b.outputs[o].name);
    const auto& x = before[static_cast<std::size_t>(a.outputs[o].value)].values;
    const auto& y = after[static_cast<std::size_t>(b.outputs[o].value)].values;
    REQUIRE(x.size() == y.size());
    float largest = 1;
    for (const float value : x) largest = std::max(largest, std::abs(value));
    for (std::size_t i = 0; i < x.size(); ++i) REQUIRE(std::abs(x[i] - y[i]) <= 1e-4F * largest);
  }
}

TEST_CASE("passes leave the outputs of random networks unchanged") {
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    INFO("seed " << seed);
    const RandomNetwork random = random_network(seed);
    const TensorGraph graph = import_network(random.network);
    const Shape& shape = graph.shape(graph.inputs[0]);
    const std::int64_t size = element_count(shape);
    const Array<float> frame(
        shape, {random.calibration.values.begin(), random.calibration.values.begin() + size});
    TensorGraph step = graph;
    for (const TensorPass& pass : tensor_passes()) {
      INFO("pass " << pass.name);
      step = pass.run(step);
      REQUIRE(verify(step).empty());
      require_same_outputs(graph, step, frame);
    }
  }
}

TEST_CASE("batch normalisation folds into the convolution before it") {
  const TensorGraph graph =
      optimize(BuildNetwork({1, 4, 4})
                   .convolution("conv1", "input", 1, 2, 3)
                   .node("bn1", "SpatialBatchNormalization", {"conv1"}, {}, statistics(2))
                   .graph());
  REQUIRE(ops(graph) == Names{"convolution"});
  REQUIRE(graph.nodes[0].layers == Names{"conv1", "bn1"});
  REQUIRE(graph.outputs[0].name == "bn1");
}

TEST_CASE("batch normalisation stays where the tensor before it is used elsewhere") {
  const TensorGraph graph =
      optimize(BuildNetwork({1, 4, 4})
                   .convolution("conv1", "input", 1, 2, 3)
                   .node("bn1", "SpatialBatchNormalization", {"conv1"}, {}, statistics(2))
                   .outputs({"bn1", "conv1"})
                   .graph());
  REQUIRE(ops(graph) == Names{"convolution", "scale and shift"});
}

TEST_CASE("a chain of scales becomes one") {
  const TensorGraph graph =
      optimize(BuildNetwork({3})
                   .node("bn1", "BatchNormalization", {"input"}, {}, statistics(3))
                   .node("drop1", "Dropout", {"bn1"}, {{"p", 0.5}, {"v2", false}})
                   .node("bn2", "BatchNormalization", {"drop1"}, {}, statistics(3))
                   .graph());
  REQUIRE(ops(graph) == Names{"scale and shift"});
}

TEST_CASE("modules that do nothing go, and outputs keep their names") {
  const TensorGraph graph =
      optimize(BuildNetwork({4})
                   .linear("fc1", "input", 4, 2)
                   .node("drop1", "Dropout", {"fc1"}, {{"p", 0.5}, {"v2", true}})
                   .node("view1", "View", {"drop1"}, {{"size", std::vector<double>{2}}})
                   .node("add1", "CAddTable", {"view1"})
                   .graph());
  REQUIRE(ops(graph) == Names{"linear"});
  REQUIRE(graph.outputs[0].name == "add1");
  REQUIRE(graph.values.size() == 2);
}

TEST_CASE("a pool of one place goes, one that strides stays") {
  const auto pooled = [](double stride) {
    return ops(optimize(BuildNetwork({1, 4, 4})
                            .node("pool1", "SpatialMaxPooling", {"input"},
                                  {{"kH", 1.0}, {"kW", 1.0}, {"dH", stride}, {"dW", stride}})
                            .graph()));
  };
  REQUIRE(pooled(1).empty());
  REQUIRE(pooled(2) == Names{"max pool"});
}

Attributes padding(double left, double right, double top, double bottom) {
  return {{"pad_l", left}, {"pad_r", right}, {"pad_t", top}, {"pad_b", bottom}};
}

TEST_CASE("padding merges into a convolution") {
  const TensorGraph graph =
      optimize(BuildNetwork({1, 4, 4})
                   .node("pad1", "SpatialZeroPadding", {"input"}, padding(1, 2, 0, -1))
                   .convolution("conv1", "pad1", 1, 2, 3, 0)
                   .graph());
  REQUIRE(ops(graph) == Names{"convolution"});
  REQUIRE(std::get<Convolution>(graph.nodes[0].op).window.padding == Padding{0, 1, -1, 2});
}

TEST_CASE("a crop does not merge into a convolution that pads") {
  const TensorGraph graph =
      optimize(BuildNetwork({1, 5, 5})
                   .node("pad1", "SpatialZeroPadding", {"input"}, padding(-1, 0, 0, 0))
                   .convolution("conv1", "pad1", 1, 2, 3, 1)
                   .graph());
  REQUIRE(ops(graph) == Names{"pad", "convolution"});
}

TEST_CASE("padding as wide as the kernel does not merge: a window would see nothing but zeros") {
  const TensorGraph graph =
      optimize(BuildNetwork({1, 4, 4})
                   .node("pad1", "SpatialZeroPadding", {"input"}, padding(1, 0, 0, 0))
                   .convolution("conv1", "pad1", 1, 2, 1)
                   .graph());
  REQUIRE(ops(graph) == Names{"pad", "convolution"});
}

TEST_CASE("a clamp moves in front of a max pool to the op that it can join") {
  const Attributes window{{"kH", 2.0}, {"kW", 2.0}, {"dH", 2.0}, {"dW", 2.0}};
  const TensorGraph graph = optimize(BuildNetwork({1, 6, 6})
                                         .convolution("conv1", "input", 1, 2, 3)
                                         .node("pool1", "SpatialMaxPooling", {"conv1"}, window)
                                         .node("relu1", "ReLU", {"pool1"})
                                         .graph());
  REQUIRE(ops(graph) == Names{"convolution", "clamp", "max pool"});
  REQUIRE(graph.nodes[1].name == "relu1");
  REQUIRE(graph.nodes[2].layers == Names{"pool1"});
  REQUIRE(graph.outputs[0].name == "relu1");
}

TEST_CASE("a product of three becomes two products") {
  const TensorGraph graph = optimize(BuildNetwork({3})
                                         .node("tanh1", "Tanh", {"input"})
                                         .node("mul1", "CMulTable", {"input", "tanh1", "input"})
                                         .graph());
  REQUIRE(ops(graph) == Names{"activation", "multiply", "multiply"});
}

TEST_CASE("the parts of a product evade the names of layers") {
  const TensorGraph graph =
      optimize(BuildNetwork({3})
                   .node("mul1_part1", "Tanh", {"input"})
                   .node("mul1", "CMulTable", {"input", "mul1_part1", "input"})
                   .graph());
  REQUIRE(ops(graph) == Names{"activation", "multiply", "multiply"});
  REQUIRE(graph.nodes[1].name == "mul1_part1_2");
}

TEST_CASE("what no output needs goes") {
  const TensorGraph graph = optimize(BuildNetwork({3})
                                         .node("tanh1", "Tanh", {"input"})
                                         .node("sigmoid1", "Sigmoid", {"input"})
                                         .graph());
  REQUIRE(ops(graph) == Names{"activation"});
}

}  // namespace
}  // namespace sluice::testing
