// The 2x2 window with step 2 of max pooling, one row at a time: four windows at once.
#pragma once

#include <cstdint>

namespace sluice::nn {

// Pools the rows `upper` and upper + in_w, of at least 2 * out_w elements, into out_w maxima.
// indices[x] = `first` plus the distance of the maximum from upper[0]; among equals the first in
// raster order.
template <typename T>
void halve_row(const T* upper, std::int64_t in_w, std::int64_t out_w, std::int64_t first, T* output,
               std::int64_t* indices);

}  // namespace sluice::nn
