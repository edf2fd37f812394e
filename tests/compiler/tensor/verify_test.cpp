// verify: every broken invariant of a TensorGraph is found.
#include <catch2/catch.hpp>
#include <limits>

#include "tests/compiler/tensor/build_network.hpp"

namespace sluice::testing {
namespace {

TensorGraph sound() {
  return BuildNetwork({4}).linear("fc1", "input", 4, 3).node("relu1", "ReLU", {"fc1"}).graph();
}

template <typename Break>
void expect_finding(Break break_it, const std::string& part) {
  TensorGraph graph = sound();
  break_it(graph);
  std::string all;
  for (const std::string& finding : verify(graph)) all += finding + "\n";
  INFO(all);
  REQUIRE(all.find(part) != std::string::npos);
}

TEST_CASE("a sound graph has no finding") { REQUIRE(verify(sound()).empty()); }

TEST_CASE("every broken invariant is found") {
  expect_finding([](TensorGraph& g) { g.nodes[1].name = "fc1"; }, "shares its name");
  expect_finding([](TensorGraph& g) { g.nodes[1].layers.clear(); }, "belongs to no layer");
  expect_finding([](TensorGraph& g) { g.nodes[1].inputs = {7}; }, "not made before it");
  expect_finding([](TensorGraph& g) { std::swap(g.nodes[0], g.nodes[1]); }, "not made before it");
  expect_finding([](TensorGraph& g) { g.nodes[1].inputs.push_back(0); }, "has 2 inputs");
  expect_finding([](TensorGraph& g) { g.nodes[1].output = 1; }, "made already");
  expect_finding([](TensorGraph& g) { g.nodes[1].output = 9; }, "does not exist");
  expect_finding([](TensorGraph& g) { g.values[2].shape = {4}; }, "output shape {4}, expected {3}");
  expect_finding([](TensorGraph& g) { g.values[0].shape = {}; }, "has shape {}");
  expect_finding([](TensorGraph& g) { std::get<Linear>(g.nodes[0].op).bias.pop_back(); },
                 "one bias");
  expect_finding(
      [](TensorGraph& g) {
        std::get<Linear>(g.nodes[0].op).bias[0] = std::numeric_limits<float>::infinity();
      },
      "not finite");
  expect_finding([](TensorGraph& g) { g.outputs.clear(); }, "no output");
  expect_finding([](TensorGraph& g) { g.outputs[0].value = -1; }, "nothing makes");
  expect_finding([](TensorGraph& g) { g.outputs.push_back(g.outputs[0]); },
                 "two outputs are named");
}

}  // namespace
}  // namespace sluice::testing
