// Rows of equal length copied or added from one matrix to another.
#pragma once

#include <cstdint>

namespace sluice::nn {

// `rows` times `columns` elements in two matrices, whose rows start `from_pitch` and `to_pitch`
// elements apart.
struct Rectangle {
  std::int64_t rows, columns, from_pitch, to_pitch;
};

// to[y][x] = from[y][x]
template <typename T>
void copy_rectangle(const Rectangle& rectangle, const T* from, T* to);

// to[y][x] += from[y][x]
template <typename T>
void add_rectangle(const Rectangle& rectangle, const T* from, T* to);

}  // namespace sluice::nn
