// Short rows: a call of memcpy for each would cost more than the copy.
#include "runtime/nn/rectangle.hpp"

#include <cstring>

#include "runtime/base/vector_clones.hpp"

namespace sluice::nn {

// Blocks of a compile-time size, the last one overlapping.
template <typename T>
SLUICE_VECTOR_CLONES void copy_rectangle(const Rectangle& r, const T* from, T* to) {
  constexpr std::int64_t kBlock = 8;
  const auto [rows, columns, from_pitch, to_pitch] = r;
  const std::int64_t rest = columns % kBlock;
  for (std::int64_t y = 0; y < rows; ++y, from += from_pitch, to += to_pitch) {
    if (columns < kBlock) {
      for (std::int64_t x = 0; x < columns; ++x) to[x] = from[x];
      continue;
    }
    for (std::int64_t x = 0; x < columns - rest; x += kBlock) {
      std::memcpy(to + x, from + x, kBlock * sizeof(T));
    }
    if (rest > 0) {
      std::memcpy(to + columns - kBlock, from + columns - kBlock, kBlock * sizeof(T));
    }
  }
}

template <typename T>
SLUICE_VECTOR_CLONES void add_rectangle(const Rectangle& r, const T* from, T* to) {
  const auto [rows, columns, from_pitch, to_pitch] = r;
  for (std::int64_t y = 0; y < rows; ++y, from += from_pitch, to += to_pitch) {
    for (std::int64_t x = 0; x < columns; ++x) to[x] += from[x];
  }
}

template void copy_rectangle(const Rectangle&, const float*, float*);
template void copy_rectangle(const Rectangle&, const double*, double*);
template void add_rectangle(const Rectangle&, const float*, float*);
template void add_rectangle(const Rectangle&, const double*, double*);

}  // namespace sluice::nn
