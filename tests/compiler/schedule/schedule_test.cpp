// The bars for whole networks: multipliers and interval.
#include "compiler/schedule/schedule.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "compiler/dataflow/lower.hpp"
#include "compiler/dataflow/units.hpp"
#include "compiler/dataflow/verify.hpp"
#include "tests/compiler/graphs.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

ScheduledDataflow with_budget(const IntegerGraph& graph, std::int64_t multipliers) {
  FoldingOptions options;
  options.multipliers = multipliers;
  return schedule(lower(graph), options);
}

// The slowest unit's MACs / (pe * simd).
double mac_bound(const Dataflow& dataflow) {
  double bound = 0;
  for (const Unit& unit : dataflow.units) {
    const auto* matvec = std::get_if<MatrixVectorUnit>(&unit.kind);
    if (matvec == nullptr) continue;
    bound = std::max(bound, static_cast<double>(macs(unit.kind)) / (matvec->pe * matvec->simd));
  }
  return bound;
}

void check_sound(const ScheduledDataflow& scheduled) {
  CHECK(verify(scheduled.dataflow).empty());
  CHECK(static_cast<double>(scheduled.interval_cycles) <= 1.02 * mac_bound(scheduled.dataflow));
  std::int64_t multiplier_count = 0;
  for (const Unit& unit : scheduled.dataflow.units) {
    multiplier_count += multipliers(scheduled.dataflow, unit);
  }
  CHECK(scheduled.multipliers == multiplier_count);
}

}  // namespace

TEST_CASE("LeNet-5 takes at most 5,000 cycles a frame with 104 multipliers", "[schedule]") {
  const ScheduledDataflow scheduled = with_budget(lenet(), 104);
  CHECK(scheduled.multipliers <= 104);
  CHECK(scheduled.interval_cycles <= 5000);
  check_sound(scheduled);
}

TEST_CASE("MLP 784-64-32-10 takes at most 784 cycles a frame with 80 multipliers", "[schedule]") {
  const ScheduledDataflow scheduled = with_budget(mlp({784, 64, 32, 10}), 80);
  CHECK(scheduled.multipliers <= 80);
  CHECK(scheduled.interval_cycles <= 784);
  check_sound(scheduled);
}

TEST_CASE("a frame rate is met with few multipliers", "[schedule]") {
  FoldingOptions options;
  options.frame_cycles = 5000;
  const ScheduledDataflow scheduled = schedule(lower(lenet()), options);
  CHECK(scheduled.interval_cycles <= 5000);
  CHECK(scheduled.multipliers <= 92);
  check_sound(scheduled);
}
