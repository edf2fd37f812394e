// Foldings: goals met with least, hand-made ones kept, impossible ones explained.
#include "compiler/schedule/folding.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/lower.hpp"
#include "compiler/dataflow/units.hpp"
#include "compiler/dataflow/verify.hpp"
#include "compiler/schedule/choices.hpp"
#include "compiler/schedule/widths.hpp"
#include "tests/compiler/graphs.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

std::string message_of(const Dataflow& lowered, const FoldingOptions& options) {
  try {
    choose_folding(lowered, options);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

bool says(const std::string& message, const std::string& text) {
  return message.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("divisors rise", "[folding]") {
  CHECK(divisors(1) == std::vector<int>{1});
  CHECK(divisors(12) == std::vector<int>{1, 2, 3, 4, 6, 12});
  CHECK(divisors(49) == std::vector<int>{1, 7, 49});
}

TEST_CASE("without a goal every unit has one multiplier", "[folding]") {
  const Folding folding = choose_folding(lower(lenet()), {});
  CHECK(folding.multipliers == 10);  // five layers, five rescales
  CHECK(folding.interval_cycles == 240000);
}

TEST_CASE("more multipliers never make a design slower", "[folding]") {
  const Dataflow lowered = lower(lenet());
  std::int64_t before = 1 << 30;
  for (std::int64_t budget = 10; budget < 1000; budget = budget * 5 / 4) {
    FoldingOptions options;
    options.multipliers = budget;
    const Folding folding = choose_folding(lowered, options);
    CHECK(folding.multipliers <= budget);
    CHECK(folding.interval_cycles <= before);
    before = folding.interval_cycles;
  }
}

TEST_CASE("a frame rate is met, and one multiplier less a layer would miss it", "[folding]") {
  const Dataflow lowered = lower(lenet());
  for (std::int64_t cycles : {800, 1000, 3000, 4999, 5000, 100000}) {
    FoldingOptions options;
    options.frame_cycles = cycles;
    const Folding folding = choose_folding(lowered, options);
    CHECK(folding.interval_cycles <= cycles);
    for (std::size_t u = 0; u < lowered.units.size(); ++u) {
      const auto* matvec = std::get_if<MatrixVectorUnit>(&lowered.units[u].kind);
      if (matvec == nullptr) continue;
      const std::int64_t chosen = std::int64_t{folding.units[u].pe} * folding.units[u].simd;
      for (int pe : divisors(matvec->weight.shape[0])) {
        for (int simd : divisors(matvec->weight.shape[1])) {
          if (std::int64_t{pe} * simd >= chosen) continue;
          CHECK(macs(lowered.units[u].kind) / (std::int64_t{pe} * simd) > cycles);
        }
      }
    }
  }
}

TEST_CASE("a unit beside the layers gets no more multipliers than the rate asks for", "[folding]") {
  GraphBuilder b("wide");
  const ValueId x = b.input({8, 16, 16}, kByte);
  const ValueId square_of_x = b.rescale(b.multiply({x, x}), kByte);
  b.output(b.rescale(b.linear(b.flatten(b.sum_pool(square_of_x, square(16))), 4), {16, true}));
  FoldingOptions options;
  options.frame_cycles = 2048;
  // Eight by four weights, 2,048 products and their rescaling, four rescaled results.
  CHECK(choose_folding(lower(b.graph()), options).multipliers == 4);
}

TEST_CASE("an overlapping pool takes several places at once where its layers are faster",
          "[folding]") {
  GraphBuilder b("pooled");
  const ValueId x = b.input({2, 16, 16}, kByte);
  const ValueId y = b.rescale(b.convolution(x, 4, square(3, 1, 1)), kByte);
  b.output(b.rescale(b.linear(b.flatten(b.max_pool(y, square(3, 1, 1))), 4), {16, true}));
  const Dataflow lowered = lower(b.graph());
  for (std::int64_t cycles : {256, 300, 1024, 4000}) {
    FoldingOptions options;
    options.frame_cycles = cycles;
    const Folding folding = choose_folding(lowered, options);
    CHECK(folding.interval_cycles <= cycles);
    const Dataflow wide = with_folding(lowered, folding);
    CHECK(verify(wide).empty());
    for (const Unit& unit : wide.units) {
      const auto* reduce = std::get_if<ReduceUnit>(&unit.kind);
      if (reduce != nullptr) CHECK(reduce->places * reduce->count == 9);
    }
  }
}

TEST_CASE("nobody is wider than the pace of the slowest needs", "[folding]") {
  GraphBuilder b("slow_pool");  // one pixel a cycle, 144 in a frame; the layers need 36 * 2 cycles
  const ValueId x = b.input({1, 12, 12}, kByte);
  b.output(b.rescale(b.linear(b.flatten(b.max_pool(x, square(2, 2))), 2), {16, true}));
  const Dataflow lowered = lower(b.graph());
  const Folding folding = choose_folding(lowered, {});
  CHECK(folding.interval_cycles == 144);
  for (std::size_t u = 0; u < lowered.units.size(); ++u) {
    if (std::holds_alternative<MatrixVectorUnit>(lowered.units[u].kind)) continue;
    CHECK(folding.units[u].lanes == 1);
  }
}

TEST_CASE("a rate out of reach names the layer and the best rate", "[folding]") {
  FoldingOptions options;
  options.frame_cycles = 783;
  const std::string message = message_of(lower(lenet()), options);
  CHECK(says(message, "conv1"));
  CHECK(says(message, "at least 784 cycles"));
  CHECK(says(message, "net.lua:1"));
  CHECK(says(message, "the best possible rate at 100 MHz is fps = 127551"));
  options.frame_cycles = 784;
  CHECK(message_of(lower(lenet()), options) == "");
}

TEST_CASE("too few multipliers name the fewest", "[folding]") {
  FoldingOptions options;
  options.multipliers = 9;
  CHECK(says(message_of(lower(lenet()), options), "at least 10"));
}

TEST_CASE("foldings by hand are kept or refused", "[folding]") {
  const Dataflow lowered = lower(lenet());
  FoldingOptions options;
  SECTION("kept") {
    options.layers["conv4"] = {4, 50};
    const Folding folding = choose_folding(lowered, options);
    for (std::size_t u = 0; u < lowered.units.size(); ++u) {
      if (lowered.units[u].layer != "conv4" ||
          !std::holds_alternative<MatrixVectorUnit>(lowered.units[u].kind)) {
        continue;
      }
      CHECK(folding.units[u].pe == 4);
      CHECK(folding.units[u].simd == 50);
    }
  }
  SECTION("no divisor") {
    options.layers["conv4"] = {std::nullopt, 7};
    CHECK(says(message_of(lowered, options), "divisor of its 150 columns"));
  }
  SECTION("no such layer") {
    options.layers["conv9"] = {1, 1};
    CHECK(says(message_of(lowered, options), "conv1, conv4"));
  }
  SECTION("too slow for the rate") {
    options.layers["conv4"] = {1, 1};
    options.frame_cycles = 5000;
    CHECK(says(message_of(lowered, options), "conv4"));
  }
}

TEST_CASE("neighbours of different width get converters", "[folding]") {
  const Dataflow lowered = lower(mlp({784, 6, 4}));
  FoldingOptions options;
  options.layers["fc2"] = {3, 7};
  options.layers["fc4"] = {4, 2};
  const Dataflow wide = with_folding(lowered, choose_folding(lowered, options));
  int converters = 0;
  for (const Unit& unit : wide.units) {
    const auto* width = std::get_if<WidthUnit>(&unit.kind);
    if (width == nullptr) continue;
    ++converters;
    CHECK((width->in_lanes % width->out_lanes == 0 || width->out_lanes % width->in_lanes == 0));
  }
  CHECK(converters >= 2);
}
