// Flattened maps that meet other maps and linear layers, all the way to RTL: what each stream
// carries in which order, and what the host makes of it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "compiler/compile.hpp"
#include "sim/simulate.hpp"
#include "sim/verify.hpp"
#include "tests/compiler/tensor/build_network.hpp"
#include "tests/scratch_folder.hpp"

namespace sluice::testing {
namespace {

constexpr std::int64_t kFrames = 6;

Attributes sizes(std::vector<double> values) { return {{"size", std::move(values)}}; }

Array<float> waves(Shape shape) {
  Array<float> values(std::move(shape));
  for (std::int64_t i = 0; i < values.size(); ++i) {
    values[i] = std::sin(0.37F * static_cast<float>(i + 1));
  }
  return values;
}

// {2,6,6} to "maps" {3,6,6} = 108 and "small" {4,3,3} = 36, and "flat" and "flat_small" of them.
BuildNetwork two_maps() {
  BuildNetwork network({2, 6, 6});
  network.convolution("maps", "input", 2, 3, 3, 1)
      .node("pool", "SpatialMaxPooling", {"maps"},
            {{"kH", 2.0}, {"kW", 2.0}, {"dH", 2.0}, {"dW", 2.0}, {"padH", 0.0}, {"padW", 0.0}})
      .convolution("small", "pool", 3, 4, 1)
      .node("flat", "View", {"maps"}, sizes({108}))
      .node("flat_small", "View", {"small"}, sizes({36}));
  return network;
}

BuildNetwork& join(BuildNetwork& network, const std::string& name,
                   const std::vector<std::string>& parts) {
  return network.node(name, "JoinTable", parts, {{"dimension", 1.0}});
}

BuildNetwork& normalize(BuildNetwork& network, const std::string& name, const std::string& input,
                        std::int64_t features) {
  Array<float> variance = waves({features});
  for (float& v : variance.values) v = 2 + v;
  return network.node(name, "BatchNormalization", {input}, {{"eps", 1e-5}},
                      {{"running_mean", waves({features})}, {"running_var", variance}});
}

template <typename T>
std::vector<Array<T>> outputs(const std::string& folder, const Array<float>& frames,
                              SimulationModel model, bool raw) {
  SimulateOptions options;
  options.model = model;
  options.raw = raw;
  options.progress = false;
  std::vector<Array<T>> all;
  for (const SimulatedOutput& output : simulate(folder, frames, options).outputs) {
    all.push_back(std::get<Array<T>>(output.values));
  }
  return all;
}

// Numbers between -1 and 1 instead of the builder's, so that no layer drowns another.
Network with_small_numbers(Network network) {
  for (NetworkNode& node : network.nodes) {
    if (node.parameters.contains("weight")) {
      Array<float>& weight = node.parameters["weight"];
      weight = waves(weight.shape);
      node.parameters["bias"] = waves({weight.shape[0]});
    }
  }
  return network;
}

// Largest distance, as a share of the largest number.
double distance(const Array<float>& a, const Array<float>& b) {
  double most = 0, largest = 0;
  for (std::int64_t i = 0; i < a.size(); ++i) {
    most = std::max(most, std::abs(static_cast<double>(a[i]) - b[i]));
    largest = std::max(largest, std::abs(static_cast<double>(a[i])));
  }
  return most / largest;
}

// Every stream under every stall pattern, the host's outputs, and what they are in float. Gives the
// design.
Design check_all_levels(const BuildNetwork& built) {
  const Network network = with_small_numbers(built.network());
  const test::ScratchFolder scratch;
  const std::string folder = scratch.path() + "/design";
  Shape shape = network.inputs[0].shape;
  shape.insert(shape.begin(), kFrames);
  const Array<float> frames = waves(shape);
  CompileOptions options;
  options.quantize.bits = 14;
  options.multipliers = 60;  // several elements a beat
  Design design = compile(network, frames, options);
  write_design(design, folder);
  VerifyOptions verify_options;
  verify_options.all_streams = true;
  verify_options.stalls = {"none", "source", "sink", "both", "random"};
  verify_options.progress = false;
  const VerifyReport report = verify(folder, frames, std::nullopt, verify_options);
  INFO(summary(report));
  CHECK((report.passed() && report.bit_exact && report.cycle_exact));
  CHECK(outputs<std::int32_t>(folder, frames, SimulationModel::kRtl, true) ==
        outputs<std::int32_t>(folder, frames, SimulationModel::kInteger, true));
  const auto rtl = outputs<float>(folder, frames, SimulationModel::kRtl, false);
  const auto real = outputs<float>(folder, frames, SimulationModel::kFloat, false);
  REQUIRE(rtl.size() == real.size());
  for (std::size_t i = 0; i < rtl.size(); ++i) CHECK(distance(real[i], rtl[i]) < 0.02);
  return design;
}

// By name, as the manifest tells them.
std::string order_of_output(const Design& design, const std::string& name) {
  const nlohmann::json manifest = nlohmann::json::parse(design.manifest);
  for (const auto& output : manifest["outputs"]) {
    if (output["name"] == name) return output["order"].dump();
  }
  return "no such output";
}

}  // namespace

TEST_CASE("flattened maps of two sizes are joined before a linear layer") {
  BuildNetwork network = two_maps();
  join(network, "join", {"flat", "flat_small"}).linear("fc", "join", 144, 5);
  check_all_levels(network);
}

TEST_CASE("a flattened map is joined with results of a linear layer") {
  BuildNetwork network = two_maps();
  network.linear("hidden", "flat", 108, 7);
  join(network, "join", {"flat", "hidden"}).linear("fc", "join", 115, 5);
  check_all_levels(network);
}

TEST_CASE("a flattened map and results of a linear layer are added and multiplied") {
  BuildNetwork network = two_maps();
  network.linear("hidden", "flat_small", 36, 36)
      .node("sum", "CAddTable", {"flat_small", "hidden"})
      .linear("gate", "sum", 36, 36)
      .node("sigmoid", "Sigmoid", {"gate"})
      .node("product", "CMulTable", {"sum", "sigmoid"})
      .linear("fc", "product", 36, 5);
  check_all_levels(network);
}

TEST_CASE("layers behind a join work on its parts, and an output may have several") {
  BuildNetwork network = two_maps();
  join(network, "join", {"flat", "flat_small"}).linear("skip", "flat_small", 36, 144);
  normalize(network, "normal", "join", 144)
      .node("relu", "ReLU", {"normal"})
      .node("sum", "CAddTable", {"relu", "skip"})
      .node("tanh", "Tanh", {"sum"})
      .linear("fc", "tanh", 144, 5)
      .outputs({"fc", "relu", "skip"});
  const Design design = check_all_levels(network);
  CHECK(order_of_output(design, "fc") == "[[5,1,1]]");
  CHECK(order_of_output(design, "relu") == "[[3,6,6],[4,3,3]]");
  CHECK(order_of_output(design, "skip") == "[[3,6,6],[4,3,3]]");
}

TEST_CASE("a linear layer makes an image, and an input takes the order of a join") {
  BuildNetwork network({30});
  network.linear("hidden", "input", 30, 24)
      .node("image", "View", {"hidden"}, sizes({2, 3, 4}))
      .convolution("conv", "image", 2, 2, 3, 1)
      .node("flat", "View", {"conv"}, sizes({24}))
      .linear("rest", "input", 30, 6);
  join(network, "join", {"flat", "rest"})
      .node("sum", "CAddTable", {"join", "input"})
      .linear("fc", "sum", 30, 3);
  const Design design = check_all_levels(network);
  CHECK(nlohmann::json::parse(design.manifest)["inputs"][0]["order"].dump() == "[[2,3,4],[6,1,1]]");
}

}  // namespace sluice::testing
