// Sums over contiguous memory that the compiler can vectorise: several running sums, added at the
// end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sluice::nn {

// Sum of term(0) ... term(count - 1), in a fixed order that depends on `count` alone.
template <typename T, typename Term>
T sum_terms(std::int64_t count, Term term) {
  constexpr std::int64_t kLanes = 16;
  std::array<T, kLanes> lanes{};
  std::int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (std::int64_t lane = 0; lane < kLanes; ++lane) {
      lanes[static_cast<std::size_t>(lane)] += term(i + lane);
    }
  }
  T total{0};
  for (; i < count; ++i) total += term(i);
  for (const T lane : lanes) total += lane;
  return total;
}

template <typename T>
T sum(const T* values, std::int64_t count) {
  return sum_terms<T>(count, [values](std::int64_t i) { return values[i]; });
}

}  // namespace sluice::nn
