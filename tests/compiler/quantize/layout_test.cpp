// Layouts: which {C,H,W} a tensor is streamed in, and what would have to be reordered.
#include "compiler/quantize/layout.hpp"

#include "tests/compiler/expect_error.hpp"
#include "tests/compiler/tensor/build_network.hpp"

namespace sluice::testing {
namespace {

Attributes sizes(std::vector<double> values) { return {{"size", std::move(values)}}; }

std::vector<Shape> layout(const BuildNetwork& network) {
  return stream_layout(network.graph()).physical;
}

TEST_CASE("a flattened image keeps the image's layout") {
  const auto physical = layout(BuildNetwork({2, 3, 4})
                                   .node("view1", "View", {"input"}, sizes({24}))
                                   .linear("fc1", "view1", 24, 5));
  REQUIRE(physical == std::vector<Shape>{{2, 3, 4}, {2, 3, 4}, {5, 1, 1}});
}

TEST_CASE("one channel may take any shape") {
  const auto physical = layout(BuildNetwork({24})
                                   .node("view1", "View", {"input"}, sizes({1, 4, 6}))
                                   .convolution("conv1", "view1", 1, 2, 3));
  REQUIRE(physical[1] == Shape{1, 4, 6});
}

TEST_CASE("an input takes the layout that a later reshape asks for") {
  const auto image = layout(BuildNetwork({24}).node("view1", "View", {"input"}, sizes({2, 3, 4})));
  REQUIRE(image[0] == Shape{2, 3, 4});
  const auto sequence =
      layout(BuildNetwork({3, 8}).node("view1", "View", {"input"}, sizes({3, 1, 8})));
  REQUIRE(sequence[0] == Shape{3, 1, 8});
  REQUIRE(layout(BuildNetwork({3, 8}).node("tanh1", "Tanh", {"input"}))[0] == Shape{1, 3, 8});
}

TEST_CASE("features that become several channels would have to be reordered") {
  const BuildNetwork network = BuildNetwork({6})
                                   .linear("fc1", "input", 6, 24)
                                   .node("view1", "View", {"fc1"}, sizes({2, 3, 4}));
  expect_error([&] { layout(network); },
               {"net.lua:20: layer 'view1'", "streamed as {24,1,1} cannot become {2,3,4}"});
}

TEST_CASE("tensors of different layouts are not combined") {
  const BuildNetwork network = BuildNetwork({2, 3, 4})
                                   .node("view1", "View", {"input"}, sizes({24}))
                                   .linear("fc1", "view1", 24, 24)
                                   .node("add1", "CAddTable", {"view1", "fc1"});
  expect_error([&] { layout(network); }, {"layer 'add1'", "not the same order of elements"});
}

TEST_CASE("flattened images of one size are joined along channels") {
  const BuildNetwork network =
      BuildNetwork({2, 3, 4})
          .node("tanh1", "Tanh", {"input"})
          .node("view1", "View", {"input"}, sizes({24}))
          .node("view2", "View", {"tanh1"}, sizes({24}))
          .node("join1", "JoinTable", {"view1", "view2"}, {{"dimension", 1.0}});
  const Layout result = stream_layout(network.graph());
  REQUIRE(result.physical.back() == Shape{4, 3, 4});
  REQUIRE(result.concat_axis.back() == 0);
  BuildNetwork mixed({2, 3, 4});
  mixed.node("view1", "View", {"input"}, sizes({24}))
      .linear("fc1", "view1", 24, 5)
      .node("join1", "JoinTable", {"view1", "fc1"}, {{"dimension", 1.0}});
  expect_error([&] { stream_layout(mixed.graph()); }, {"layer 'join1'", "reorder a stream"});
}

TEST_CASE("dimensions of sequences are found in the layout") {
  const BuildNetwork network = BuildNetwork({3, 8})
                                   .node("tanh1", "Tanh", {"input"})
                                   .node("join1", "JoinTable", {"input", "tanh1"},
                                         {{"dimension", 2.0}, {"nInputDims", 2.0}});
  const Layout result = stream_layout(network.graph());
  REQUIRE(result.concat_axis.back() == 2);
  REQUIRE(result.physical.back() == Shape{1, 3, 16});
}

}  // namespace
}  // namespace sluice::testing
