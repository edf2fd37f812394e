// Which streams hesitate: a source keeps its beat once it has shown it, a sink may change its mind.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace sluice::rtl_test {

// name: none, source, sink, both, random
class Stalls {
 public:
  Stalls(const std::string& name, std::uint32_t seed)
      : engine_(seed),
        source_(name == "source" || name == "both" || name == "random"),
        sink_(name == "sink" || name == "both" || name == "random"),
        random_(name == "random") {}

  bool source_offers() { return !source_ || draw(); }
  bool sink_takes() { return !sink_ || draw(); }
  std::uint32_t noise() { return static_cast<std::uint32_t>(engine_()); }

 private:
  std::mt19937 engine_;
  bool source_, sink_, random_;
  std::uint32_t chance_ = 8, until_change_ = 0;

  // Half of the time; random: eager for a while, then lazy for a while.
  bool draw() {
    if (random_ && until_change_-- == 0) {
      chance_ = 1 + noise() % 16;
      until_change_ = noise() % 60;
    }
    return noise() % 16 < chance_;
  }
};

}  // namespace sluice::rtl_test
