// Memory images, word by word, as docs/hardware.md lays them out.
#include "compiler/netlist/images.hpp"

#include <catch2/catch.hpp>

#include "compiler/netlist/bit_word.hpp"

using namespace sluice;

using Words = std::vector<std::string>;

TEST_CASE("words have all their digits, the first field low", "[netlist]") {
  BitWord word;
  word.append(5, 4);
  word.append(-1, 3);
  CHECK(word.hex() == "75");
  word.append(1, 6);
  CHECK(word.hex() == "00f5");
}

TEST_CASE("weights: groups of rows, then beats of columns", "[netlist]") {
  MatrixVectorUnit unit;
  unit.weight = Array<std::int32_t>({2, 4}, {1, 2, 3, 4, 5, 6, 7, -8});
  unit.weight_bits = 4;
  unit.pe = 1;
  unit.simd = 2;
  CHECK(weight_image(unit, "w").words == Words{"21", "43", "65", "87"});
  unit.pe = 2;
  CHECK(weight_image(unit, "w").words == Words{"6521", "8743"});
}

TEST_CASE("constants: multiplier low, offset above, lanes side by side", "[netlist]") {
  RescaleUnit unit;
  IntegerRescale& rescale = unit.rescale;
  rescale.multiplier = {1, 2, 3};
  rescale.offset = {-1, 0, 1};
  const RescaleLayout layout = rescale_layout(unit, 1);
  CHECK(layout.period == 3);
  CHECK(layout.multiplier_bits == 3);
  CHECK(layout.offset_bits == 2);
  CHECK(rescale_image(unit, 1, "c").words == Words{"19", "02", "0b"});
  CHECK(rescale_image(unit, 3, "c").words.size() == 1);
  SECTION("more lanes than entries repeat them") {
    CHECK(rescale_layout(unit, 2).period == 6);
    CHECK(rescale_image(unit, 2, "c").words == Words{"059", "32b", "162"});
  }
  SECTION("one entry for all") {
    rescale.multiplier = {3};
    rescale.offset = {1};
    CHECK(rescale_layout(unit, 4).period == 1);
    CHECK(rescale_image(unit, 2, "c").words.size() == 1);
  }
  SECTION("held ones are alone in their word") {
    unit.hold = 2;
    CHECK(rescale_layout(unit, 2).period == 3);
    CHECK(rescale_image(unit, 2, "c").words == Words{"19", "02", "0b"});
  }
  SECTION("powers of two are exponents") {
    rescale.multiplier = {1, 16, 2};
    rescale.power_of_two = true;
    CHECK(rescale_layout(unit, 1).multiplier_bits == 3);
    CHECK(rescale_image(unit, 1, "c").words == Words{"18", "04", "09"});
  }
}

TEST_CASE("tables: one word an entry", "[netlist]") {
  CHECK(lookup_image({{-2, -1, 0, 1}, 4}, 3, "t").words == Words{"6", "7", "0", "1"});
}
