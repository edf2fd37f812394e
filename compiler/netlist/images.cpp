// Packs weights, constants and tables into words.
#include "compiler/netlist/images.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "compiler/netlist/bit_word.hpp"
#include "runtime/base/check.hpp"
#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

std::int64_t entry(const std::vector<std::int64_t>& entries, std::int64_t i) {
  return entries[static_cast<std::size_t>(i) % entries.size()];
}

std::int64_t exponent(std::int64_t multiplier) {
  check(multiplier > 0 && (multiplier & (multiplier - 1)) == 0, "a multiplier is a power of two");
  return std::countr_zero(static_cast<std::uint64_t>(multiplier));
}

int multiplier_bits(const IntegerRescale& rescale) {
  const auto [low, high] =
      std::minmax_element(rescale.multiplier.begin(), rescale.multiplier.end());
  if (!rescale.power_of_two) return narrowest_format(*low, *high, true).bits;
  return std::max(1, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(exponent(*high)))));
}

}  // namespace

MemoryImage weight_image(const MatrixVectorUnit& unit, std::string path) {
  const std::int64_t rows = unit.weight.shape.at(0);
  const std::int64_t cols = unit.weight.shape.at(1);
  MemoryImage image{std::move(path), {}};
  for (std::int64_t group = 0; group < rows; group += unit.pe) {
    for (std::int64_t beat = 0; beat < cols; beat += unit.simd) {
      BitWord word;
      for (std::int64_t row = group; row < group + unit.pe; ++row) {
        for (std::int64_t col = beat; col < beat + unit.simd; ++col) {
          word.append(unit.weight[row * cols + col], unit.weight_bits);
        }
      }
      image.words.push_back(word.hex());
    }
  }
  return image;
}

RescaleLayout rescale_layout(const RescaleUnit& unit, int lanes) {
  const IntegerRescale& rescale = unit.rescale;
  const auto entries =
      static_cast<std::int64_t>(std::max(rescale.multiplier.size(), rescale.offset.size()));
  const int word_entries = unit.hold > 1 ? 1 : lanes;
  const auto [low, high] = std::minmax_element(rescale.offset.begin(), rescale.offset.end());
  return {entries == 1 ? 1 : std::lcm<std::int64_t>(entries, word_entries), word_entries,
          multiplier_bits(rescale), narrowest_format(*low, *high, true).bits};
}

MemoryImage rescale_image(const RescaleUnit& unit, int lanes, std::string path) {
  const IntegerRescale& rescale = unit.rescale;
  const RescaleLayout layout = rescale_layout(unit, lanes);
  MemoryImage image{std::move(path), {}};
  for (std::int64_t first = 0; first < layout.period; first += layout.word_entries) {
    BitWord word;
    for (std::int64_t i = first; i < first + layout.word_entries; ++i) {
      const std::int64_t multiplier = entry(rescale.multiplier, i);
      word.append(rescale.power_of_two ? exponent(multiplier) : multiplier, layout.multiplier_bits);
      word.append(entry(rescale.offset, i), layout.offset_bits);
    }
    image.words.push_back(word.hex());
  }
  return image;
}

MemoryImage lookup_image(const LookupUnit& unit, int out_bits, std::string path) {
  MemoryImage image{std::move(path), {}};
  for (std::int32_t value : unit.table) {
    BitWord word;
    word.append(value, out_bits);
    image.words.push_back(word.hex());
  }
  return image;
}

}  // namespace sluice
