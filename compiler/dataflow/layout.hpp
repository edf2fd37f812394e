// The one place that knows in which order elements travel: Torch is channels first, streams are
// channels last. Weights and constants are permuted here and nowhere else.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// Entry k: the place in Torch's order of the k-th element of the stream.
std::vector<std::int64_t> stream_order(const ElementOrder& order);

// Entry k: which element of a window is the k-th to leave for one position, counted in Torch's
// order of {C, kernel_h, kernel_w} (the order of a convolution's weights).
std::vector<std::int64_t> window_order(const WindowUnit& window);

// The columns of `weight` {rows, cols}, column k of the result being column order[k] of `weight`.
Array<std::int32_t> permute_columns(const Array<std::int32_t>& weight,
                                    const std::vector<std::int64_t>& order);

// The same for rows, and for the entries of a constant vector.
Array<std::int32_t> permute_rows(const Array<std::int32_t>& weight,
                                 const std::vector<std::int64_t>& order);
std::vector<std::int64_t> permute(const std::vector<std::int64_t>& entries,
                                  const std::vector<std::int64_t>& order);

// The order that takes columns laid out for window `from` to the layout for window `to`.
std::vector<std::int64_t> reorder_window(const WindowUnit& from, const WindowUnit& to);

}  // namespace sluice
