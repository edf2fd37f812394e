// How the world around a core stalls it: pure functions of the cycle number, the same for the cycle
// model, the SystemC model and the RTL's test bench.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sluice {

enum class StallKind { kNone, kSource, kSink, kBoth, kRandom };

// `seed` matters for kRandom only.
struct StallPattern {
  StallKind kind = StallKind::kNone;
  std::uint64_t seed = 0;
};

inline const char* stall_name(StallKind kind) {
  switch (kind) {
    case StallKind::kNone:
      return "none";
    case StallKind::kSource:
      return "source";
    case StallKind::kSink:
      return "sink";
    case StallKind::kBoth:
      return "both";
    case StallKind::kRandom:
      return "random";
  }
  return "";
}

inline std::optional<StallKind> stall_kind(const std::string& name) {
  for (StallKind kind : {StallKind::kNone, StallKind::kSource, StallKind::kSink, StallKind::kBoth,
                         StallKind::kRandom}) {
    if (name == stall_name(kind)) return kind;
  }
  return std::nullopt;
}

namespace stall_detail {

// splitmix64's finaliser: every output bit depends on every input bit.
inline std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

// Spells of 32 cycles are dense or sparse in turn, so that buffers both fill up and run dry.
inline bool random_go(std::uint64_t seed, std::uint64_t port, std::int64_t cycle) {
  const auto now = static_cast<std::uint64_t>(cycle);
  const std::uint64_t key = mix(seed ^ mix(port));
  const std::uint64_t spell = mix(key ^ mix(now / 32));
  const std::uint64_t go_in_16 = std::uint64_t{1} << (1 + spell % 4);
  return mix(key ^ mix(~now)) % 16 < go_in_16;
}

}  // namespace stall_detail

// After a transfer the source raises valid in the first cycle after it in which this is true (for
// the first beat: the first such cycle from 0), and holds it until the beat has moved.
inline bool source_may_offer(const StallPattern& pattern, int port, std::int64_t cycle) {
  switch (pattern.kind) {
    case StallKind::kNone:
    case StallKind::kSink:
      return true;
    case StallKind::kSource:
    case StallKind::kBoth:
      return (cycle + port) % 7 < 3;
    case StallKind::kRandom:
      return stall_detail::random_go(pattern.seed, 2 * static_cast<std::uint64_t>(port), cycle);
  }
  return true;
}

// The sink is ready in exactly the cycles in which this is true.
inline bool sink_ready(const StallPattern& pattern, int port, std::int64_t cycle) {
  switch (pattern.kind) {
    case StallKind::kNone:
    case StallKind::kSource:
      return true;
    case StallKind::kSink:
    case StallKind::kBoth:
      return (cycle + port) % 11 >= 6;
    case StallKind::kRandom:
      return stall_detail::random_go(pattern.seed, 2 * static_cast<std::uint64_t>(port) + 1, cycle);
  }
  return true;
}

}  // namespace sluice
