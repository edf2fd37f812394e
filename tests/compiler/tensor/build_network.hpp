// Small networks for tests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/network/network.hpp"
#include "compiler/tensor/import.hpp"

namespace sluice::testing {

using Attributes = std::map<std::string, Attribute>;
using Parameters = std::map<std::string, Array<float>>;

// 1, 2, 3, ... scaled, signs alternating: no two elements alike.
inline Array<float> ramp(const Shape& shape, float scale = 0.25F) {
  Array<float> values(shape);
  for (std::int64_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<float>(i + 1) * scale * (i % 2 == 0 ? 1.0F : -1.0F);
  }
  return values;
}

// A network that grows by one node a call; every node's location is line 10, 20, ... of net.lua.
class BuildNetwork {
 public:
  explicit BuildNetwork(Shape input) {
    network_.name = "net";
    network_.inputs = {{"input", std::move(input)}};
  }

  BuildNetwork& node(const std::string& name, const std::string& op,
                     std::vector<std::string> inputs, Attributes attributes = {},
                     Parameters parameters = {}) {
    const int line = 10 * (static_cast<int>(network_.nodes.size()) + 1);
    network_.nodes.push_back({name,
                              op,
                              {"net.lua", line},
                              std::move(inputs),
                              std::move(attributes),
                              std::move(parameters)});
    network_.outputs = {name};
    return *this;
  }

  BuildNetwork& linear(const std::string& name, const std::string& input, std::int64_t in,
                       std::int64_t out) {
    return node(name, "Linear", {input}, {}, {{"weight", ramp({out, in})}, {"bias", ramp({out})}});
  }

  BuildNetwork& convolution(const std::string& name, const std::string& input, std::int64_t in,
                            std::int64_t out, int kernel, int pad = 0) {
    return node(name, "SpatialConvolution", {input},
                {{"nInputPlane", static_cast<double>(in)},
                 {"nOutputPlane", static_cast<double>(out)},
                 {"kH", 1.0 * kernel},
                 {"kW", 1.0 * kernel},
                 {"dH", 1.0},
                 {"dW", 1.0},
                 {"padH", 1.0 * pad},
                 {"padW", 1.0 * pad}},
                {{"weight", ramp({out, in, kernel, kernel}, 0.01F)}, {"bias", ramp({out})}});
  }

  BuildNetwork& outputs(std::vector<std::string> names) {
    network_.outputs = std::move(names);
    return *this;
  }

  const Network& network() const { return network_; }
  TensorGraph graph() const { return import_network(network_); }

 private:
  Network network_;
};

}  // namespace sluice::testing
