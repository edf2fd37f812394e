// The small network's modules and numbers.
#include "tests/sim/small_network.hpp"

#include <cmath>

#include "compiler/compile.hpp"

namespace sluice::small {
namespace {

Array<float> numbers(Shape shape, double step) {
  Array<float> array(std::move(shape));
  for (std::int64_t i = 0; i < array.size(); ++i) {
    array[i] = static_cast<float>(std::sin(step * static_cast<double>(i + 1)));
  }
  return array;
}

NetworkNode node(std::string name, std::string op, std::string input) {
  NetworkNode result;
  result.name = std::move(name);
  result.op = std::move(op);
  result.inputs = {std::move(input)};
  return result;
}

NetworkNode convolution() {
  NetworkNode conv = node("conv", "SpatialConvolution", "image");
  conv.attributes = {{"nInputPlane", 1.0}, {"nOutputPlane", 4.0}, {"kH", 3.0},   {"kW", 3.0},
                     {"dH", 1.0},          {"dW", 1.0},           {"padH", 1.0}, {"padW", 1.0}};
  conv.parameters = {{"weight", numbers({4, 1, 3, 3}, 1.7)}, {"bias", numbers({4}, 0.9)}};
  return conv;
}

NetworkNode pool() {
  NetworkNode pool = node("pool", "SpatialMaxPooling", "relu");
  pool.attributes = {{"kH", 2.0},   {"kW", 2.0},   {"dH", 2.0},         {"dW", 2.0},
                     {"padH", 0.0}, {"padW", 0.0}, {"ceil_mode", false}};
  return pool;
}

NetworkNode view() {
  NetworkNode view = node("view", "View", "pool");
  view.attributes = {{"size", std::vector<double>{48}}};
  return view;
}

NetworkNode linear() {
  NetworkNode linear = node("fc", "Linear", "view");
  linear.parameters = {{"weight", numbers({3, 48}, 2.3)}, {"bias", numbers({3}, 1.1)}};
  return linear;
}

}  // namespace

Network network() {
  Network network;
  network.name = "minnow";
  network.inputs = {{"image", {1, 8, 7}}};
  network.nodes = {convolution(), node("relu", "ReLU", "conv"),       pool(), view(),
                   linear(),      node("softmax", "LogSoftMax", "fc")};
  network.outputs = {"softmax"};
  return network;
}

Array<float> images(std::int64_t frames) { return numbers({frames, 1, 8, 7}, 0.37); }

Design write_small_design(const std::string& folder, std::int64_t multipliers) {
  CompileOptions options;
  options.multipliers = multipliers;
  Design design = compile(network(), images(8), options);
  write_design(design, folder);
  return design;
}

}  // namespace sluice::small
