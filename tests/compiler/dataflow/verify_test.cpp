// Every invariant of a dataflow, broken once.
#include "compiler/dataflow/verify.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/lower.hpp"
#include "tests/compiler/graphs.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// A sum, a table and a pool of one kernel beside each other.
Dataflow sound_elementwise() {
  GraphBuilder b("elements");
  const ValueId x = b.input({2, 4, 4}, kSignedByte);
  const ValueId y = b.lookup(x, kSignedByte);
  b.output(b.rescale(b.add({x, y}, {1, 2}), kByte));
  b.output(b.multiply({x, y}), "product");
  return lower(b.graph());
}

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
  SECTION("a pool that takes another number of places at once than its window gives") {
    for (Unit& unit : d.units) {
      if (auto* reduce = std::get_if<ReduceUnit>(&unit.kind)) {
        reduce->places = 2;
        reduce->count /= 2;
      }
    }
    CHECK(finds(d, "another number of places"));
  }
  SECTION("windows of no window") {
    for (Stream& stream : d.streams) {
      if (stream.content.windows) stream.content.window_unit = 0;
    }
    CHECK(finds(d, "no window"));
  }
  SECTION("multipliers and offsets of different periods") {
    first<RescaleUnit>(d).rescale.offset.resize(3);
    CHECK(finds(d, "different periods"));
  }
  SECTION("no constants") {
    first<RescaleUnit>(d).rescale.multiplier.clear();
    CHECK(finds(d, "different periods"));
  }
  SECTION("constants that do not repeat with the stream") {
    first<RescaleUnit>(d).rescale.multiplier.resize(5, 1);
    first<RescaleUnit>(d).rescale.offset.resize(5, 0);
    CHECK(finds(d, "do not repeat"));
  }
  SECTION("a shift by no power of two") {
    first<RescaleUnit>(d).rescale.power_of_two = true;
    first<RescaleUnit>(d).rescale.multiplier[0] = 3;
    CHECK(finds(d, "no power of two"));
  }
  SECTION("a kernel larger than its image") {
    // One row too large: a division that rounds towards zero would find room for one window.
    WindowUnit& window = first<WindowUnit>(d);
    window.window.stride_h = 2;
    window.window.kernel_h = window.height + 3;
    CHECK(finds(d, "does not fit into its image"));
  }
  SECTION("windows beyond all counting") {
    WindowUnit& window = first<WindowUnit>(d);
    window.window.padding = {1 << 27, 1 << 27, 1 << 27, 1 << 27};
    CHECK(finds(d, "more than 2^40 elements"));
  }
  SECTION("a window of nothing but padding") {
    WindowUnit& window = first<WindowUnit>(d);
    window.window.kernel_h = 1;
    window.window.padding.top = 100;
    window.window.padding.bottom = -94;
    CHECK(finds(d, "sees nothing but padding"));
  }
  SECTION("too many turns of a concat") {
    first<ConcatUnit>(d).beats.push_back(1);
    CHECK(finds(d, "turns for another number of inputs"));
  }
  SECTION("unbalanced turns of a concat") {
    first<ConcatUnit>(d).beats[0] += 1;
    CHECK(finds(d, "beats of"));
  }
  SECTION("a beat count that would overflow") {
    first<ConcatUnit>(d).rounds = kMostElements;
    first<ConcatUnit>(d).beats[0] = kMostElements;
    CHECK(finds(d, "beats of"));
  }
}

TEST_CASE("broken element-wise units are found out", "[dataflow]") {
  Dataflow d = sound_elementwise();
  REQUIRE(verify(d) == std::vector<std::string>{});
  SECTION("a table without an entry for each input") {
    first<LookupUnit>(d).table.pop_back();
    CHECK(finds(d, "no entry for every input"));
  }
  SECTION("a table with too large an entry") {
    first<LookupUnit>(d).table[0] = 128;
    CHECK(finds(d, "too narrow"));
  }
  SECTION("a sum with three multipliers") {
    first<AddUnit>(d).multiplier.push_back(1);
    CHECK(finds(d, "not two multipliers"));
  }
  SECTION("a sum of other streams") {
    first<AddUnit>(d).elements += 1;
    CHECK(finds(d, "beats of"));
  }
  SECTION("a product of other streams") {
    first<MultiplyUnit>(d).elements -= 1;
    CHECK(finds(d, "beats of"));
  }
  SECTION("lanes that do not divide") {
    for (Stream& stream : d.streams) {
      stream.lanes = 5;
      stream.beats /= 5;
    }
    CHECK(finds(d, "do not divide its elements"));
  }
}

TEST_CASE("a width converter keeps whole beats", "[dataflow]") {
  Dataflow d = lower(mlp({784, 8, 4}));
  Unit width{"wide", "wide", WidthUnit{1, 4, 784}, {0}, {}, {}};
  Stream wide = d.streams[0];
  wide.name = "wide_out";
  wide.lanes = 4;
  wide.beats = 196;
  wide.producer = 1;
  wide.consumer = 2;
  for (Stream& stream : d.streams) {
    stream.producer += stream.producer > 0 ? 1 : 0;
    stream.consumer += stream.consumer > 1 ? 1 : 0;
  }
  width.outputs = {static_cast<StreamId>(d.streams.size())};
  d.units[1].inputs[0] = width.outputs[0];
  std::get<MatrixVectorUnit>(d.units[1].kind).simd = 4;
  d.streams.push_back(wide);
  d.units.insert(d.units.begin() + 1, width);
  REQUIRE(verify(d) == std::vector<std::string>{});
  SECTION("an element too many") {
    first<WidthUnit>(d).elements = 785;
    CHECK(finds(d, "widths that do not divide"));
  }
  SECTION("three to four") {
    first<WidthUnit>(d).in_lanes = 3;
    CHECK(finds(d, "widths that do not divide"));
  }
}

TEST_CASE("streams carry what the graph has", "[dataflow]") {
  GraphBuilder b("net");
  const ValueId x = b.input({2, 6, 6}, kByte);
  b.output(b.rescale(b.convolution(x, 2, square(3, 1, 1)), kByte));
  const IntegerGraph graph = b.graph();
  Dataflow d = lower(graph);
  REQUIRE(verify_contents(graph, d) == std::vector<std::string>{});
  const auto found = [&](const std::string& text) {
    const std::vector<std::string> findings = verify_contents(graph, d);
    return !findings.empty() && findings.front().find(text) != std::string::npos;
  };
  SECTION("a value of its own") {
    d.streams[0].content.value = 99;
    CHECK(found("does not have"));
  }
  SECTION("other elements") {
    d.streams[0].beats += 1;
    CHECK(found("73 elements, expected 72"));
  }
  SECTION("another format") {
    d.streams[0].format.bits = 7;
    CHECK(found("another format"));
  }
  SECTION("windows of another image") {
    WindowUnit& window = first<WindowUnit>(d);
    std::swap(window.channels, window.height);
    CHECK(found("another image"));
  }
  SECTION("fewer windows") {
    first<WindowUnit>(d).window.padding = {};
    CHECK(found("all windows"));
  }
  SECTION("no output") {
    d.units.pop_back();
    CHECK(found("inputs and outputs"));
  }
}
