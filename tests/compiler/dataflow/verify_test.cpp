// Every invariant of a dataflow, broken once.
#include "compiler/dataflow/verify.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/lower.hpp"
#include "tests/compiler/graphs.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

Dataflow sound() {
  GraphBuilder b("net");
  const ValueId x = b.input({2, 6, 6}, kByte);
  const ValueId y = b.rescale(b.convolution(x, 2, square(3, 1, 1)), kByte);
  b.output(b.max_pool(b.concat({y, x}, 0), square(2, 2)));
  return lower(b.graph());
}

template <typename Kind>
Kind& first(Dataflow& dataflow) {
  for (Unit& unit : dataflow.units) {
    if (auto* kind = std::get_if<Kind>(&unit.kind)) return *kind;
  }
  throw Error("no such unit");
}

bool finds(const Dataflow& dataflow, const std::string& text) {
  for (const std::string& finding : verify(dataflow)) {
    if (finding.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a sound dataflow has no findings", "[dataflow]") {
  CHECK(verify(sound()) == std::vector<std::string>{});
}

TEST_CASE("broken dataflows are found out", "[dataflow]") {
  Dataflow d = sound();
  SECTION("a stream without consumer") {
    d.units.back().inputs.clear();
    CHECK(finds(d, "has 0 consumers"));
  }
  SECTION("a stream with two consumers") {
    first<ConcatUnit>(d);
    d.units.back().inputs.push_back(0);
    CHECK(finds(d, "has 2 consumers"));
  }
  SECTION("a stream that does not exist") {
    d.units.back().inputs[0] = 99;
    CHECK(finds(d, "does not exist"));
  }
  SECTION("equal names") {
    d.streams[1].name = d.streams[0].name;
    CHECK(finds(d, "two streams are called"));
  }
  SECTION("unbalanced rates") {
    d.streams[0].beats += 1;
    CHECK(finds(d, "beats of"));
  }
  SECTION("lanes that do not divide") {
    first<MatrixVectorUnit>(d).simd = 4;
    CHECK(finds(d, "do not divide"));
  }
  SECTION("other formats") {
    d.streams[1].format.bits = 7;
    CHECK(finds(d, "changes the format"));
  }
  SECTION("weights too large") {
    first<MatrixVectorUnit>(d).weight_bits = 2;
    CHECK(finds(d, "do not fit their bits"));
  }
  SECTION("results too large") {
    first<RescaleUnit>(d).rescale.high = 256;
    CHECK(finds(d, "too narrow"));
  }
  SECTION("half a bank of rows") {
    first<WindowUnit>(d).parallel_h = true;
    first<WindowUnit>(d).rows = 4;
    CHECK(finds(d, "do not fill its banks"));
  }
  SECTION("windows of no window") {
    for (Stream& stream : d.streams) {
      if (stream.content.windows) stream.content.window_unit = 0;
    }
    CHECK(finds(d, "no window"));
  }
}
