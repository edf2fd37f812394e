// Random numbers that are the same on every machine.
#pragma once

#include <cstdint>
#include <random>

#include "runtime/array/array.hpp"

namespace sluice::testing {

class RandomSource {
 public:
  explicit RandomSource(std::uint64_t seed) : engine_(seed * 2 + 1) {}

  std::int64_t integer(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(double p) { return real(0, 1) < p; }
  double real(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }
  Array<float> array(const Shape& shape, double low, double high) {
    Array<float> values(shape);
    for (float& value : values.values) value = static_cast<float>(real(low, high));
    return values;
  }
  template <typename T>
  const T& pick(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(integer(0, static_cast<std::int64_t>(all.size()) - 1))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace sluice::testing
