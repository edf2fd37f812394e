// What each kind of unit does to a frame's elements, said a second time and as plainly as possible.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "compiler/dataflow/units.hpp"

namespace sluice::test {

using Elements = std::vector<std::int64_t>;

// One frame of a unit's output from one frame of its inputs; not for edges and windows.
class UnitSemantics {
 public:
  UnitSemantics(std::vector<Elements> inputs, std::size_t lanes)
      : inputs_(std::move(inputs)), lanes_(lanes) {}

  Elements operator()(const InputUnit&) const { return {}; }
  Elements operator()(const OutputUnit&) const { return {}; }
  Elements operator()(const WindowUnit&) const { return {}; }
  Elements operator()(const ForkUnit&) const { return inputs_[0]; }
  Elements operator()(const WidthUnit&) const { return inputs_[0]; }

  Elements operator()(const MatrixVectorUnit& unit) const {
    const auto rows = static_cast<std::size_t>(unit.weight.shape[0]);
    const auto cols = static_cast<std::size_t>(unit.weight.shape[1]);
    Elements out;
    for (std::size_t vector = 0; vector < inputs_[0].size(); vector += cols) {
      for (std::size_t row = 0; row < rows; ++row) {
        std::int64_t sum = 0;
        for (std::size_t col = 0; col < cols; ++col) {
          sum += unit.weight.values[row * cols + col] * inputs_[0][vector + col];
        }
        out.push_back(sum);
      }
    }
    return out;
  }

  Elements operator()(const ReduceUnit& unit) const {
    const auto operands =
        static_cast<std::size_t>(unit.count) * static_cast<std::size_t>(unit.places);
    const std::size_t lanes = lanes_ / static_cast<std::size_t>(unit.places);
    Elements out;
    for (std::size_t first = 0; first < inputs_[0].size(); first += operands * lanes) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        std::int64_t result = inputs_[0][first + lane];
        for (std::size_t i = 1; i < operands; ++i) {
          const std::int64_t x = inputs_[0][first + i * lanes + lane];
          result = unit.kind == ReduceKind::kMax ? std::max(result, x) : result + x;
        }
        out.push_back(result);
      }
    }
    return out;
  }

  Elements operator()(const RescaleUnit& unit) const {
    const IntegerRescale& r = unit.rescale;
    Elements out;
    for (std::size_t i = 0; i < inputs_[0].size(); ++i) {
      const std::size_t place = i / static_cast<std::size_t>(unit.hold);
      const std::int64_t m = r.multiplier[place % r.multiplier.size()];
      const std::int64_t b = r.offset[place % r.offset.size()];
      out.push_back(std::clamp((inputs_[0][i] * m + b) >> r.shift, r.low, r.high));
    }
    return out;
  }

  // A table's entry 0 is that of the smallest input: the most negative one where there is a sign.
  Elements operator()(const LookupUnit& unit) const {
    const auto size = static_cast<std::int64_t>(unit.table.size());
    const bool negative =
        std::any_of(inputs_[0].begin(), inputs_[0].end(), [](std::int64_t x) { return x < 0; });
    const bool is_signed = negative || signed_input;
    Elements out;
    for (std::int64_t x : inputs_[0]) {
      out.push_back(unit.table[static_cast<std::size_t>(x + (is_signed ? size / 2 : 0))]);
    }
    return out;
  }

  Elements operator()(const AddUnit& unit) const {
    Elements out;
    for (std::size_t i = 0; i < inputs_[0].size(); ++i) {
      out.push_back(unit.multiplier[0] * inputs_[0][i] + unit.multiplier[1] * inputs_[1][i]);
    }
    return out;
  }

  Elements operator()(const MultiplyUnit&) const {
    Elements out;
    for (std::size_t i = 0; i < inputs_[0].size(); ++i) {
      out.push_back(inputs_[0][i] * inputs_[1][i]);
    }
    return out;
  }

  Elements operator()(const ConcatUnit& unit) const {
    Elements out;
    std::vector<std::size_t> next(inputs_.size(), 0);
    for (std::int64_t round = 0; round < unit.rounds; ++round) {
      for (std::size_t i = 0; i < inputs_.size(); ++i) {
        for (std::size_t k = 0; k < static_cast<std::size_t>(unit.beats[i]) * lanes_; ++k) {
          out.push_back(inputs_[i][next[i]++]);
        }
      }
    }
    return out;
  }

  bool signed_input = false;

 private:
  std::vector<Elements> inputs_;
  std::size_t lanes_;
};

}  // namespace sluice::test
