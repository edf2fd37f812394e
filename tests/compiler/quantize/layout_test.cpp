// Layouts: in which order each tensor is streamed, and what would have to be reordered.
#include "compiler/quantize/layout.hpp"

#include "tests/compiler/expect_error.hpp"
#include "tests/compiler/tensor/build_network.hpp"

namespace sluice::testing {
namespace {

Attributes sizes(std::vector<double> values) { return {{"size", std::move(values)}}; }

using Orders = std::vector<ElementOrder>;

Orders layout(const BuildNetwork& network) { return stream_layout(network.graph()); }

TEST_CASE("a flattened image keeps the image's order") {
  const Orders orders = layout(BuildNetwork({2, 3, 4})
                                   .node("view1", "View", {"input"}, sizes({24}))
                                   .linear("fc1", "view1", 24, 5));
  REQUIRE(orders == Orders{{{2, 3, 4}}, {{2, 3, 4}}, {{5, 1, 1}}});
}

TEST_CASE("one channel may take any shape") {
  const Orders orders = layout(BuildNetwork({24})
                                   .node("view1", "View", {"input"}, sizes({1, 4, 6}))
                                   .convolution("conv1", "view1", 1, 2, 3));
  REQUIRE(orders[1] == ElementOrder{{1, 4, 6}});
}

TEST_CASE("an input takes the order that a later reshape asks for") {
  const Orders image = layout(BuildNetwork({24})
                                  .node("tanh1", "Tanh", {"input"})
                                  .node("view1", "View", {"tanh1"}, sizes({2, 3, 4})));
  REQUIRE(image[0] == ElementOrder{{2, 3, 4}});
  const Orders sequence =
      layout(BuildNetwork({3, 8}).node("view1", "View", {"input"}, sizes({3, 1, 8})));
  REQUIRE(sequence[0] == ElementOrder{{3, 1, 8}});
  REQUIRE(layout(BuildNetwork({3, 8}).node("tanh1", "Tanh", {"input"}))[0] ==
          ElementOrder{{1, 3, 8}});
}

TEST_CASE("results of a linear layer take the order of the image that they become") {
  const Orders orders = layout(BuildNetwork({6})
                                   .linear("fc1", "input", 6, 24)
                                   .node("relu1", "ReLU", {"fc1"})
                                   .node("view1", "View", {"relu1"}, sizes({2, 3, 4})));
  REQUIRE(orders[1] == ElementOrder{{2, 3, 4}});
}

TEST_CASE("pixels that become other channels would have to be reordered") {
  const BuildNetwork network = BuildNetwork({2, 3, 4})
                                   .node("view1", "View", {"input"}, sizes({24}))
                                   .node("view2", "View", {"view1"}, sizes({4, 3, 2}));
  expect_error([&] { layout(network); },
               {"net.lua:20: layer 'view2'", "streamed as {2,3,4} cannot become {4,3,2}",
                "what an nn.Linear makes, which comes in any order"});
}

TEST_CASE("results of a linear layer take the order of what they are combined with") {
  const Orders orders = layout(BuildNetwork({2, 3, 4})
                                   .node("view1", "View", {"input"}, sizes({24}))
                                   .linear("fc1", "view1", 24, 24)
                                   .node("tanh1", "Tanh", {"fc1"})
                                   .node("add1", "CAddTable", {"tanh1", "view1"}));
  REQUIRE(orders == Orders(5, {{2, 3, 4}}));
}

TEST_CASE("maps of different sizes are not combined, but for a linear layer between them") {
  BuildNetwork network({2, 3, 4});
  network.node("view1", "View", {"input"}, sizes({24}))
      .convolution("conv1", "input", 2, 4, 1)
      .node("pool1", "SpatialZeroPadding", {"conv1"},
            {{"pad_t", -1.0}, {"pad_b", 0.0}, {"pad_l", -1.0}, {"pad_r", 0.0}})
      .node("view2", "View", {"pool1"}, sizes({24}));
  BuildNetwork refused = network;
  refused.node("add1", "CAddTable", {"view1", "view2"});
  expect_error([&] { layout(refused); },
               {"layer 'add1'", "{2,3,4} and {4,2,3}", "not the same order of elements",
                "put an nn.Linear between one of them and this layer"});
  network.linear("fc1", "view2", 24, 24).node("add1", "CAddTable", {"view1", "fc1"});
  REQUIRE(layout(network).back() == ElementOrder{{2, 3, 4}});
}

TEST_CASE("flattened images of one size are joined along channels") {
  const Orders orders =
      layout(BuildNetwork({2, 3, 4})
                 .node("tanh1", "Tanh", {"input"})
                 .node("view1", "View", {"input"}, sizes({24}))
                 .node("view2", "View", {"tanh1"}, sizes({24}))
                 .node("join1", "JoinTable", {"view1", "view2"}, {{"dimension", 1.0}})
                 .node("view3", "View", {"join1"}, sizes({4, 3, 4})));
  REQUIRE(orders.back() == ElementOrder{{4, 3, 4}});
}

TEST_CASE("a flattened map of one channel is joined with others of its size") {
  for (const bool first : {true, false}) {
    BuildNetwork network({2, 3, 4});
    network.convolution("conv1", "input", 2, 1, 1)
        .node("view1", "View", {"conv1"}, sizes({12}))
        .node("view2", "View", {"input"}, sizes({24}))
        .node("join1", "JoinTable",
              first ? std::vector<std::string>{"view1", "view2"}
                    : std::vector<std::string>{"view2", "view1"},
              {{"dimension", 1.0}});
    REQUIRE(layout(network).back() == ElementOrder{{3, 3, 4}});
    network.node("view3", "View", {"join1"}, sizes({3, 3, 4}));
    REQUIRE(layout(network)[4] == ElementOrder{{3, 3, 4}});
  }
}

TEST_CASE("what is no map of one size is joined part after part") {
  BuildNetwork network({2, 3, 4});
  network.node("view1", "View", {"input"}, sizes({24}))
      .linear("fc1", "view1", 24, 5)
      .node("join1", "JoinTable", {"view1", "fc1"}, {{"dimension", 1.0}})
      .node("relu1", "ReLU", {"join1"});
  const ElementOrder parts{{2, 3, 4}, {5, 1, 1}};
  REQUIRE(layout(network).back() == parts);
  BuildNetwork image = network;
  image.node("view2", "View", {"relu1"}, sizes({29, 1, 1}));
  expect_error([&] { layout(image); },
               {"layer 'join1'", "joining inputs streamed as {2,3,4} and {5} to {29,1,1}"});
  network.linear("fc2", "view1", 24, 29).node("add1", "CAddTable", {"fc2", "relu1"});
  const Orders orders = layout(network);
  REQUIRE((orders[5] == parts && orders[6] == parts));
}

TEST_CASE("what is asked of a join is asked of its parts") {
  BuildNetwork network({2, 3, 4});
  network.node("view1", "View", {"input"}, sizes({24}))
      .linear("fc1", "view1", 24, 24)
      .linear("fc2", "view1", 24, 12)
      .node("join1", "JoinTable", {"fc1", "fc2"}, {{"dimension", 1.0}});
  BuildNetwork image = network;
  image.node("view2", "View", {"join1"}, sizes({3, 3, 4}));
  const Orders by_pixel = layout(image);
  REQUIRE(by_pixel[2] == ElementOrder{{2, 3, 4}});
  REQUIRE(by_pixel[3] == ElementOrder{{12, 1, 1}});
  network.linear("fc3", "view1", 24, 12)
      .node("join2", "JoinTable", {"view1", "fc3"}, {{"dimension", 1.0}})
      .node("add1", "CAddTable", {"join1", "join2"});
  const Orders by_part = layout(network);
  REQUIRE(by_part[2] == ElementOrder{{2, 3, 4}});
  REQUIRE(by_part.back() == ElementOrder{{2, 3, 4}, {12, 1, 1}});
}

TEST_CASE("a join whose parts cannot be what is asked of it is refused") {
  BuildNetwork network({2, 3, 4});
  network.node("view1", "View", {"input"}, sizes({24}))
      .linear("fc1", "view1", 24, 10)
      .node("join1", "JoinTable", {"fc1", "view1"}, {{"dimension", 1.0}})
      .node("join2", "JoinTable", {"view1", "fc1"}, {{"dimension", 1.0}})
      .node("mul1", "CMulTable", {"join1", "join2"});
  expect_error([&] { layout(network); },
               {"layer 'join2'", "{2,3,4} and {10} to {10} then {2,3,4}"});
  BuildNetwork image({2, 3, 4});
  image.node("view1", "View", {"input"}, sizes({24}))
      .linear("fc1", "view1", 24, 12)
      .node("join1", "JoinTable", {"fc1", "view1"}, {{"dimension", 1.0}})
      .node("view2", "View", {"join1"}, sizes({6, 3, 2}));
  expect_error([&] { layout(image); },
               {"layer 'join1'", "joining inputs streamed as {12} and {2,3,4} to {6,3,2}",
                "put an nn.Linear between one of them and this layer"});
}

TEST_CASE("dimensions of sequences are found in the layout") {
  const BuildNetwork network = BuildNetwork({3, 8})
                                   .node("tanh1", "Tanh", {"input"})
                                   .node("join1", "JoinTable", {"input", "tanh1"},
                                         {{"dimension", 2.0}, {"nInputDims", 2.0}});
  REQUIRE(layout(network).back() == ElementOrder{{1, 3, 16}});
  BuildNetwork channels = network;
  channels.node("view1", "View", {"join1"}, sizes({3, 1, 16}));
  REQUIRE(layout(channels)[0] == ElementOrder{{3, 1, 8}});
}

}  // namespace
}  // namespace sluice::testing
