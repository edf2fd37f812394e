// Stall patterns stall, and never for ever.
#include "compiler/schedule/stalls.hpp"

#include <catch2/catch.hpp>

using namespace sluice;

namespace {

struct Counts {
  int offers = 0, ready = 0, longest_wait = 0;
};

Counts count(const StallPattern& pattern, int port, int cycles) {
  Counts counts;
  int last_offer = -1;
  int last_ready = -1;
  for (int t = 0; t < cycles; ++t) {
    if (source_may_offer(pattern, port, t)) {
      ++counts.offers;
      counts.longest_wait = std::max(counts.longest_wait, t - last_offer);
      last_offer = t;
    }
    if (sink_ready(pattern, port, t)) {
      ++counts.ready;
      counts.longest_wait = std::max(counts.longest_wait, t - last_ready);
      last_ready = t;
    }
  }
  return counts;
}

}  // namespace

TEST_CASE("each pattern stalls the sides it names", "[stalls]") {
  const int cycles = 7700;
  const auto stalls = [&](StallKind kind) {
    const Counts counts = count({kind, 3}, 0, cycles);
    CHECK(counts.longest_wait < 400);
    return std::pair(counts.offers < cycles, counts.ready < cycles);
  };
  CHECK(stalls(StallKind::kNone) == std::pair(false, false));
  CHECK(stalls(StallKind::kSource) == std::pair(true, false));
  CHECK(stalls(StallKind::kSink) == std::pair(false, true));
  CHECK(stalls(StallKind::kBoth) == std::pair(true, true));
  CHECK(stalls(StallKind::kRandom) == std::pair(true, true));
}

TEST_CASE("random stalls depend on seed, side and port alone", "[stalls]") {
  const auto bits = [](std::uint64_t seed, int port, bool source) {
    std::string text;
    for (int t = 0; t < 200; ++t) {
      const StallPattern pattern{StallKind::kRandom, seed};
      const bool go = source ? source_may_offer(pattern, port, t) : sink_ready(pattern, port, t);
      text += go ? '1' : '0';
    }
    return text;
  };
  CHECK(bits(1, 0, true) == bits(1, 0, true));
  CHECK(bits(1, 0, true) != bits(2, 0, true));
  CHECK(bits(1, 0, true) != bits(1, 1, true));
  CHECK(bits(1, 0, true) != bits(1, 0, false));
}

TEST_CASE("patterns are known by their names", "[stalls]") {
  for (StallKind kind : {StallKind::kNone, StallKind::kSource, StallKind::kSink, StallKind::kBoth,
                         StallKind::kRandom}) {
    CHECK(stall_kind(stall_name(kind)) == kind);
  }
  CHECK(!stall_kind("sometimes"));
}
