// Buffers keep the full rate, and none of them can be smaller.
#include "compiler/schedule/buffers.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/binary_joins.hpp"
#include "compiler/dataflow/lower.hpp"
#include "compiler/schedule/cycles.hpp"
#include "compiler/schedule/schedule.hpp"
#include "compiler/schedule/timing.hpp"
#include "tests/compiler/graphs.hpp"
#include "tests/compiler/quantize/random_network.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

std::int64_t busiest(const Dataflow& dataflow) {
  std::int64_t most = 0;
  for (const Unit& unit : dataflow.units) most = std::max(most, interval_cycles(dataflow, unit));
  return most;
}

bool keeps_up(const Dataflow& dataflow, std::int64_t interval) {
  CycleOptions options;
  options.frames = 100;
  options.until_steady = true;
  const CycleTrace trace = run_cycles(dataflow, options);
  return trace.steady_frame >= 0 && trace.interval_cycles <= interval;
}

void check_minimal(const IntegerGraph& graph, std::int64_t multipliers) {
  FoldingOptions options;
  options.multipliers = multipliers;
  Dataflow dataflow = schedule(lower(with_binary_joins(graph)), options).dataflow;
  const std::int64_t interval = busiest(dataflow);
  CHECK(keeps_up(dataflow, interval));
  for (Stream& stream : dataflow.streams) {
    if (stream.depth == 1) continue;
    --stream.depth;
    INFO(stream.name << " with depth " << stream.depth);
    CHECK(!keeps_up(dataflow, interval));
    ++stream.depth;
  }
  for (Unit& unit : dataflow.units) {
    auto* window = std::get_if<WindowUnit>(&unit.kind);
    const int bank = window && window->parallel_h ? window->window.kernel_h : 1;
    if (window == nullptr || window->rows <= bank) continue;
    window->rows -= bank;
    INFO(unit.name << " with " << window->rows << " rows");
    CHECK(!keeps_up(dataflow, interval));
    window->rows += bank;
  }
}

}  // namespace

TEST_CASE("wide padding keeps the full rate, whatever the buffer's size in beats", "[buffers]") {
  const int pad = GENERATE(14, 15, 18, 20, 25, 30);
  CAPTURE(pad);
  GraphBuilder b("padded");
  b.output(b.pad(b.input({1, 8, 8}, kByte), {pad, pad, pad, pad}));
  const Dataflow dataflow = schedule(lower(b.graph()), {}).dataflow;
  CHECK(keeps_up(dataflow, busiest(dataflow)));
}

TEST_CASE("no buffer of LeNet-5 can be smaller", "[buffers]") { check_minimal(lenet(), 104); }

TEST_CASE("no buffer of a random network can be smaller", "[buffers]") {
  const std::uint64_t seed = GENERATE(range(1, 13));
  CAPTURE(seed);
  check_minimal(testing::random_integer_graph(seed), 90);
}
