// The cycle model against times worked out by hand, and against its own laws.
#include "compiler/schedule/cycles.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/binary_joins.hpp"
#include "compiler/dataflow/lower.hpp"
#include "compiler/schedule/schedule.hpp"
#include "compiler/schedule/timing.hpp"
#include "tests/compiler/graphs.hpp"
#include "tests/compiler/quantize/random_network.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// input -> rescale -> output, three elements a frame.
Dataflow chain() {
  GraphBuilder b("chain");
  b.output(b.rescale(b.input({3, 1, 1}, kByte), kByte));
  return lower(b.graph());
}

CycleTrace traced(const Dataflow& dataflow, std::int64_t frames, StallPattern stalls = {}) {
  CycleOptions options;
  options.frames = frames;
  options.stalls = stalls;
  for (std::size_t s = 0; s < dataflow.streams.size(); ++s) {
    options.record.push_back(static_cast<StreamId>(s));
  }
  return run_cycles(dataflow, options);
}

using Times = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a chain's beats move when latencies and credits allow", "[cycles]") {
  Dataflow dataflow = chain();
  SECTION("with room for all") {
    for (Stream& stream : dataflow.streams) stream.depth = 8;
    const CycleTrace trace = traced(dataflow, 1);
    CHECK(trace.input_pops[0] == Times{0, 1, 2});
    CHECK(trace.stream_pops[0] == Times{1, 2, 3});  // input edge: latency 1
    CHECK(trace.stream_pops[1] == Times{5, 6, 7});  // rescale: latency 4
    CHECK(trace.output_pops[0] == Times{6, 7, 8});  // output edge: latency 1
    CHECK(latency_cycles(dataflow, trace) == 9);
  }
  SECTION("with one credit behind the rescale") {
    dataflow.streams[0].depth = 8;
    dataflow.streams[1].depth = 1;
    const CycleTrace trace = traced(dataflow, 1);
    CHECK(trace.stream_pops[0] == Times{1, 6, 11});  // the credit comes back at 5, counts from 6
    CHECK(trace.stream_pops[1] == Times{5, 10, 15});
  }
}

TEST_CASE("sources hold what they offer, sinks take when they are ready", "[cycles]") {
  Dataflow dataflow = chain();
  for (Stream& stream : dataflow.streams) stream.depth = 8;
  const CycleTrace source = traced(dataflow, 2, {StallKind::kSource, 0});
  CHECK(source.input_pops[0] == Times{0, 1, 2, 7, 8, 9});
  const CycleTrace sink = traced(dataflow, 1, {StallKind::kSink, 0});
  CHECK(sink.output_pops[0] == Times{6, 7, 8});
  const CycleTrace later = traced(dataflow, 2, {StallKind::kSink, 0});
  CHECK(later.output_pops[0] == Times{6, 7, 8, 9, 10, 17});
}

TEST_CASE("a window starts when its rows are there and frees them by output rows", "[cycles]") {
  GraphBuilder b("net");
  b.output(b.convolution(b.input({1, 3, 3}, kByte), 1, square(2)));
  Dataflow dataflow = lower(b.graph());
  for (Stream& stream : dataflow.streams) stream.depth = 16;
  std::get<WindowUnit>(dataflow.units[1].kind).rows = 2;
  const CycleTrace trace = traced(dataflow, 1);
  // Pixels are written in 1..6; then row 2 waits for output row 0, which is read in 6..13 (position
  // 0 needs the 5th pixel, position 1 the 6th).
  CHECK(trace.stream_pops[0] == Times{1, 2, 3, 4, 5, 6, 14, 15, 16});
  CHECK(trace.stream_pops[1].front() == 9);  // read in 6, latency 3
  CHECK(trace.stream_pops[1][8] == 19);      // output row 1 read from 16 on
}

TEST_CASE("too small a FIFO between branches is a deadlock that names who waits", "[cycles]") {
  GraphBuilder b("net");
  const ValueId x = b.input({1, 6, 6}, kByte);
  const ValueId y = b.rescale(b.convolution(x, 1, square(3, 1, 1)), kByte);
  b.output(b.add({x, y}, {1, 1}));
  Dataflow dataflow = lower(b.graph());
  for (Stream& stream : dataflow.streams) stream.depth = 1;
  const CycleTrace trace = traced(dataflow, 1);
  CHECK(!trace.finished);
  CHECK(!trace.stuck.empty());
}

TEST_CASE("every run keeps the rules of timing", "[cycles]") {
  const std::uint64_t seed = GENERATE(range(1, 9));
  CAPTURE(seed);
  FoldingOptions options;
  options.multipliers = 80;
  const Dataflow dataflow =
      schedule(lower(with_binary_joins(testing::random_integer_graph(seed))), options).dataflow;
  const CycleTrace free_run = traced(dataflow, 3);
  for (const StallPattern& stalls : {StallPattern{}, StallPattern{StallKind::kBoth, 0},
                                     StallPattern{StallKind::kRandom, seed}}) {
    const CycleTrace trace = traced(dataflow, 3, stalls);
    REQUIRE(trace.finished);
    for (std::size_t s = 0; s < dataflow.streams.size(); ++s) {
      const Times& pops = trace.stream_pops[s];
      REQUIRE(static_cast<std::int64_t>(pops.size()) == 3 * dataflow.streams[s].beats);
      // One beat a cycle at most, and no stall makes anything earlier.
      for (std::size_t k = 1; k < pops.size(); ++k) REQUIRE(pops[k] > pops[k - 1]);
      for (std::size_t k = 0; k < pops.size(); ++k) REQUIRE(pops[k] >= free_run.stream_pops[s][k]);
    }
    for (std::size_t k = 0; k < trace.output_pops[0].size(); ++k) {
      REQUIRE(sink_ready(stalls, 0, trace.output_pops[0][k]));
    }
  }
}

TEST_CASE("a proven steady state is what a long run shows", "[cycles]") {
  const std::uint64_t seed = GENERATE(range(1, 9));
  CAPTURE(seed);
  FoldingOptions options;
  options.multipliers = 80;
  const Dataflow dataflow =
      schedule(lower(with_binary_joins(testing::random_integer_graph(seed))), options).dataflow;
  CycleOptions steady;
  steady.frames = 64;
  steady.until_steady = true;
  const CycleTrace proof = run_cycles(dataflow, steady);
  REQUIRE(proof.steady_frame >= 0);
  const CycleTrace trace = traced(dataflow, proof.steady_frame + 12);
  for (std::size_t s = 0; s < dataflow.streams.size(); ++s) {
    const auto beats = static_cast<std::size_t>(dataflow.streams[s].beats);
    const auto from = static_cast<std::size_t>(proof.steady_frame) * beats;
    for (std::size_t k = from; k + beats < trace.stream_pops[s].size(); ++k) {
      REQUIRE(trace.stream_pops[s][k + beats] - trace.stream_pops[s][k] == proof.interval_cycles);
    }
  }
}
