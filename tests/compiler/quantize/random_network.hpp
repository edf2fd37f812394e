// Random small networks with every supported module, branches, odd sizes and 2 to 16 bits; the same
// seed gives the same network. As many seeds in a row as there are modules have each of them, and
// 30 in a row all bits.
#pragma once

#include <cstdint>

#include "compiler/network/network.hpp"
#include "compiler/quantize/quantize.hpp"

namespace sluice::testing {

struct RandomNetwork {
  Network network;
  QuantizeOptions options;
  Array<float> calibration;  // {frames, ...}
};

// How large the networks may grow.
struct RandomLimits {
  int layers = 8;
  std::int64_t channels = 6;
  std::int64_t side = 9;  // rows and columns of the input
  std::int64_t calibration_frames = 6;
};

RandomNetwork random_network(std::uint64_t seed, const RandomLimits& limits = {});

// The network of random_network, imported, optimised and quantised.
IntegerGraph random_integer_graph(std::uint64_t seed, const RandomLimits& limits = {});

// `count` frames of numbers that the graph's input can hold, its extremes among them.
Array<std::int32_t> random_integer_frames(const IntegerGraph& graph, std::int64_t count,
                                          std::uint64_t seed);

}  // namespace sluice::testing
