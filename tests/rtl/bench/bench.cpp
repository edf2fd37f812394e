// Runs every case of one group, side by side, under one stall pattern: a start, a reset in the
// middle of a frame, and a whole run. usage: bench STALLS [SEED]
#include <verilated.h>

#include <cstdlib>
#include <iostream>

#include "Vcases.h"
#include "tests/rtl/bench/lane.hpp"

namespace sluice::rtl_test {
namespace {

constexpr std::int64_t kPatienceCycles = 400000;

std::vector<Pins> find_pins(Vcases& top) {
  std::vector<Pins> all;
#include "ports.inc"
  return all;
}

class Simulation {
 public:
  Simulation(const std::string& stalls, std::uint32_t seed)
      : top_(&context_), units_(cases_of(RTL_TEST_GROUP)) {
    const auto pins = find_pins(top_);
    for (std::size_t u = 0; u < units_.size(); ++u)
      lanes_.emplace_back(units_[u], describe(units_[u]), pins[u], stalls,
                          seed + static_cast<std::uint32_t>(u));
  }

  void run(std::int64_t first_cycles) {
    reset(3);
    for (std::int64_t cycle = 0; cycle < first_cycles; ++cycle) step(cycle);
    reset(1);
    std::int64_t cycle = 0;
    for (; cycle < kPatienceCycles && !all_done(); ++cycle) step(cycle);
    for (int more = 0; more < 20; ++more) step(cycle + more);
    std::int64_t beats = 0;
    for (const auto& lane : lanes_) {
      lane.check_end();
      beats += lane.beats_compared();
    }
    std::cout << lanes_.size() << " cases, " << beats << " beats compared, " << cycle
              << " cycles\n";
  }

 private:
  VerilatedContext context_;
  Vcases top_;
  std::vector<UnitCase> units_;
  std::vector<Lane> lanes_;

  static std::string describe(const UnitCase& unit) {
    std::string text = unit.module;
    for (const auto& [name, value] : unit.parameters)
      text.append(" ").append(name).append("=").append(value);
    return text;
  }

  bool all_done() const {
    for (const auto& lane : lanes_)
      if (!lane.done()) return false;
    return true;
  }

  void toggle() {
    top_.clk = 1;
    top_.eval();
    top_.clk = 0;
  }

  void reset(int cycles) {
    top_.rst = 1;
    for (int i = 0; i < cycles; ++i) {
      for (auto& lane : lanes_) lane.drive_reset();
      top_.eval();
      toggle();
    }
    top_.rst = 0;
    for (auto& lane : lanes_) lane.restart();
  }

  void step(std::int64_t cycle) {
    for (auto& lane : lanes_) lane.drive();
    top_.eval();
    for (auto& lane : lanes_) lane.check(cycle);
    for (auto& lane : lanes_) lane.clock();
    toggle();
  }
};

}  // namespace
}  // namespace sluice::rtl_test

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: " << argv[0] << " STALLS [SEED]\n";
    return 2;
  }
  const auto seed = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 1);
  std::cout << "stalls " << argv[1] << ", seed " << seed << "\n";
  try {
    sluice::rtl_test::Simulation(argv[1], seed).run(61);
  } catch (const std::exception& error) {
    std::cerr << "FAILED: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
