// The user's array as the frames of a design's input.
#pragma once

#include "compiler/quantize/integer_graph.hpp"
#include "runtime/files/any_array.hpp"
#include "sim/check/reference.hpp"
#include "sim/simulate.hpp"

namespace sluice {

// float32 {N, the input's shape}. Throws Error, naming found and expected, for another shape or
// element type, and for numbers that are not finite.
Array<float> input_frames(const IntegerGraph& graph, const AnyArray& input,
                          const FrameNames& names);

// The frames that were asked for. Throws Error when there are not so many.
FrameWindow chosen_frames(const FrameRange& range, std::int64_t frames, const FrameNames& names);

// The share of the frames' elements that lie outside of what the input's format can hold.
double saturated_share(const IntegerGraph& graph, const Array<float>& frames, FrameWindow window);

// The class of each of `frames` frames, counted from 0, below `classes`.
std::vector<std::int64_t> read_labels(const AnyArray& labels, std::int64_t frames,
                                      std::int64_t classes, const FrameNames& names);

}  // namespace sluice
