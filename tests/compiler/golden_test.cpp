// Every stage of one small network as it is kept in tests/golden. SLUICE_UPDATE=1 rewrites it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "compiler/compile.hpp"
#include "compiler/netlist/verilog.hpp"
#include "runtime/files/file.hpp"
#include "tests/scratch_folder.hpp"

using namespace sluice;

namespace {

const std::string kFolder = std::string(SLUICE_ROOT) + "/tests/golden/twig";

// -4/8, -3/8, ... 4/8 and again: exact in float, and so are all sums of their products.
Array<float> eighths(const Shape& shape) {
  Array<float> values(shape);
  for (std::int64_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<float>(i * 5 % 9 - 4) / 8;
  }
  return values;
}

NetworkNode node(const std::string& name, const std::string& op, int line,
                 const std::string& input) {
  NetworkNode result;
  result.name = name;
  result.op = op;
  result.location = {"twig.lua", line};
  result.inputs = {input};
  return result;
}

// A convolution with a ReLU, a pool and a linear layer, classes at the end.
Network twig() {
  NetworkNode conv = node("conv", "SpatialConvolution", 3, "input");
  conv.attributes = {{"nInputPlane", 1.0}, {"nOutputPlane", 2.0}, {"kH", 3.0},   {"kW", 3.0},
                     {"dH", 1.0},          {"dW", 1.0},           {"padH", 1.0}, {"padW", 1.0}};
  conv.parameters = {{"weight", eighths({2, 1, 3, 3})}, {"bias", eighths({2})}};
  NetworkNode pool = node("pool", "SpatialMaxPooling", 5, "relu");
  pool.attributes = {{"kH", 2.0}, {"kW", 2.0}, {"dH", 2.0}, {"dW", 2.0}};
  NetworkNode view = node("view", "View", 6, "pool");
  view.attributes = {{"size", std::vector<double>{8}}};
  NetworkNode linear = node("fc", "Linear", 7, "view");
  linear.parameters = {{"weight", eighths({3, 8})}, {"bias", eighths({3})}};
  Network network;
  network.name = "twig";
  network.inputs = {{"input", {1, 4, 4}}};
  network.nodes = {conv,   node("relu", "ReLU", 4, "conv"),    pool, view,
                   linear, node("soft", "LogSoftMax", 8, "fc")};
  network.outputs = {"soft"};
  return network;
}

Design compiled() {
  CompileOptions options;
  options.quantize.ranges = RangeMethod::kMinMax;
  options.multipliers = 12;
  return compile(twig(), eighths({4, 1, 4, 4}), options);
}

}  // namespace

TEST_CASE("every stage of a small network is as it was", "[golden]") {
  const test::ScratchFolder scratch;
  const std::string design = scratch.path() + "/twig";
  write_design(compiled(), design);
  for (const std::string file : {"model/network.json", "model/integer.json", "model/dataflow.json",
                                 "manifest.json", "report.txt", "rtl/twig.v"}) {
    INFO(file);
    const std::string made = read_file((std::filesystem::path(design) / file).string());
    const std::string golden = kFolder + "/" + std::filesystem::path(file).filename().string();
    if (std::getenv("SLUICE_UPDATE") != nullptr) {
      std::filesystem::create_directories(kFolder);
      write_file(golden, made);
    }
    CHECK(made == read_file(golden));
  }
}
