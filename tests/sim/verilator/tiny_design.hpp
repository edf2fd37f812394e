// A hand-made design for tests of the simulation itself: input edge, one stream, output edge.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "sim/verilator/build.hpp"
#include "sim/verilator/harness.hpp"

namespace sluice::tiny {

constexpr std::int64_t kBeats = 6;
constexpr int kLanes = 2;
constexpr int kBits = 5;

Dataflow dataflow();
EdgeNames edges();

// The top module's text. `body` replaces the two edge units where it is not empty.
std::string top(const std::string& body = "");

// Writes the top beside copies of nothing: sources lie in rtl/. Cached in the test's temporary
// folder.
std::string build(const std::string& folder, const std::string& body = "");

// Frame `frame`: every element another value, negative ones too.
std::vector<std::int64_t> elements(std::int64_t frame);

}  // namespace sluice::tiny
