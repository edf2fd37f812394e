// Step patterns and latencies as docs/hardware.md tabulates them.
#include "compiler/schedule/timing.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/lower.hpp"
#include "tests/compiler/graphs.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

WindowUnit window(int height, int width, WindowGeometry geometry) {
  WindowUnit unit;
  unit.height = height;
  unit.width = width;
  unit.window = geometry;
  return unit;
}

}  // namespace

TEST_CASE("a matrix-vector unit takes in its first pass and gives at the end of each", "[timing]") {
  Dataflow dataflow = lower(mlp({784, 6}));
  Unit& unit = dataflow.units[1];
  auto& matvec = std::get<MatrixVectorUnit>(unit.kind);
  matvec.pe = 2;
  matvec.simd = 16;
  const StepPattern pattern = step_pattern(dataflow, unit);
  CHECK(pattern.steps == 3 * 49);
  int pops = 0;
  int pushes = 0;
  for (std::int64_t s = 0; s < pattern.steps; ++s) {
    CHECK(pattern.pops[0].active(s) == (s < 49));
    CHECK(pattern.pushes[0].active(s) == (s % 49 == 48));
    pops += pattern.pops[0].active(s) ? 1 : 0;
    pushes += pattern.pushes[0].active(s) ? 1 : 0;
  }
  CHECK(pops == 49);
  CHECK(pushes == 3);
}

TEST_CASE("an adder tree has a register every three levels", "[timing]") {
  Dataflow dataflow = lower(mlp({784, 6}));
  auto& matvec = std::get<MatrixVectorUnit>(dataflow.units[1].kind);
  const std::vector<std::pair<int, int>> latency_of_simd = {{1, 4},  {2, 5},  {8, 5},  {14, 6},
                                                            {49, 6}, {56, 6}, {98, 7}, {784, 8}};
  for (const auto& [simd, latency] : latency_of_simd) {
    matvec.simd = simd;
    CHECK(step_pattern(dataflow, dataflow.units[1]).latency == latency);
  }
}

TEST_CASE("concat takes turns", "[timing]") {
  GraphBuilder b("net");
  const ValueId x = b.input({2, 1, 2}, kByte);
  b.output(b.concat({x, b.rescale(b.convolution(x, 1, square(1)), kByte)}, 0));
  const Dataflow dataflow = lower(b.graph());
  for (const Unit& unit : dataflow.units) {
    if (!std::holds_alternative<ConcatUnit>(unit.kind)) continue;
    const StepPattern pattern = step_pattern(dataflow, unit);
    CHECK(pattern.steps == 6);
    for (std::int64_t s = 0; s < 6; ++s) {
      CHECK(pattern.pops[0].active(s) == (s % 3 < 2));
      CHECK(pattern.pops[1].active(s) == (s % 3 == 2));
      CHECK(pattern.pushes[0].active(s));
    }
  }
}

TEST_CASE("rows needed and freed follow the window", "[timing]") {
  const WindowUnit padded = window(5, 5, square(3, 1, 1));
  const std::vector<int> needed = {2, 3, 4, 5, 5};
  const std::vector<int> freed = {0, 1, 2, 3, 5};
  for (int row = 0; row < 5; ++row) {
    CHECK(rows_needed(padded, row) == needed[static_cast<std::size_t>(row)]);
    CHECK(columns_needed(padded, row) == needed[static_cast<std::size_t>(row)]);
    CHECK(rows_freed(padded, row) == freed[static_cast<std::size_t>(row)]);
  }
  const WindowUnit strided = window(7, 7, square(1, 3));
  CHECK(rows_needed(strided, 1) == 4);
  CHECK(rows_freed(strided, 0) == 3);
  CHECK(rows_freed(strided, 2) == 7);
  WindowGeometry crop;
  crop.padding = {-2, 0, -1, 0};
  const WindowUnit cropped = window(6, 2, crop);
  CHECK(window_timing(cropped).out_height == 3);
  CHECK(rows_needed(cropped, 0) == 3);
  CHECK(rows_freed(cropped, 0) == 3);
}

TEST_CASE("a reduce waits for its tree", "[timing]") {
  GraphBuilder b("pooled");
  b.output(b.max_pool(b.input({1, 9, 9}, kByte), square(9)));
  Dataflow dataflow = lower(b.graph());
  const auto latency = [&](int places) {
    for (Unit& unit : dataflow.units) {
      auto* reduce = std::get_if<ReduceUnit>(&unit.kind);
      if (reduce == nullptr) continue;
      reduce->places = places;
      return step_pattern(dataflow, unit).latency;
    }
    return 0;
  };
  CHECK(latency(1) == 1);
  CHECK(latency(3) == 2);
  CHECK(latency(9) == 3);
  CHECK(latency(81) == 4);
}

TEST_CASE("a window reads in parallel what it has banks for", "[timing]") {
  WindowUnit unit = window(8, 6, square(3));
  unit.channels = 4;
  unit.lanes = 2;
  CHECK(window_timing(unit).write_steps == 8 * 6 * 2);
  CHECK(window_timing(unit).steps_per_position == 18);
  unit.parallel_w = true;
  CHECK(window_timing(unit).steps_per_position == 6);
  unit.parallel_h = true;
  CHECK(window_timing(unit).steps_per_position == 2);
  CHECK(window_timing(unit).read_steps == 6 * 4 * 2);
}
