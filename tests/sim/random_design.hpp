// A random network all the way: compiled, built, and verified bit for bit and cycle for cycle.
#pragma once

#include <cstdint>
#include <string>

#include "sim/verify.hpp"

namespace sluice::testing {

// What came of one seed. `text` says what was built, and what went wrong.
struct RandomResult {
  std::uint64_t seed = 0;
  bool passed = false;
  VerifyReport report;
  std::string text;
};

// Compiles the random network of `seed` with random folding into `folder` (replaced), and verifies
// some random frames: every stream, every stall pattern, RTL and SystemC.
RandomResult verify_random_network(std::uint64_t seed, const std::string& folder);

}  // namespace sluice::testing
