// Gathering streams from the reference's values.
#include "sim/check/reference.hpp"

#include <algorithm>

#include "runtime/base/check.hpp"

namespace sluice {
namespace {

// Frames computed together: enough for the interpreter to be fast, few enough to stay small.
constexpr std::int64_t kBatch = 16;

}  // namespace

std::int64_t value_size(const IntegerGraph& graph, ValueId value) {
  return element_count(graph.values[static_cast<std::size_t>(value)].shape);
}

TapElements::TapElements(const IntegerGraph& graph, const Dataflow& dataflow,
                         const std::vector<Tap>& taps) {
  for (const Tap& tap : taps) streams_.emplace_back(graph, dataflow, stream_of(dataflow, tap));
}

Reference::Reference(const IntegerGraph& graph, const Dataflow& dataflow,
                     const std::vector<Tap>& taps, const Array<std::int32_t>& input,
                     FrameWindow window, std::int64_t frames)
    : graph_(graph),
      interpreter_(graph),
      taps_(graph, dataflow, taps),
      input_(input),
      window_(window),
      frames_(frames) {}

void Reference::run_batch(std::int64_t first) {
  const std::int64_t count = std::min(kBatch, frames_ - first);
  const auto size = static_cast<std::size_t>(value_size(graph_, graph_.inputs.at(0)));
  std::vector<std::int32_t> frames;
  for (std::int64_t f = first; f < first + count; ++f) {
    const auto begin = input_.values.begin() + static_cast<std::ptrdiff_t>(window_.input_frame(f)) *
                                                   static_cast<std::ptrdiff_t>(size);
    frames.insert(frames.end(), begin, begin + static_cast<std::ptrdiff_t>(size));
  }
  batch_ = interpreter_.run(frames, count);
  batch_first_ = first;
}

std::vector<TapElements::Elements> Reference::frame(std::int64_t run_frame) {
  check(run_frame >= 0 && run_frame < frames_, "a frame of the run");
  if (run_frame < batch_first_ || run_frame >= batch_first_ + batch_.count) run_batch(run_frame);
  std::vector<TapElements::Elements> all;
  for (std::size_t tap = 0; tap < taps_.taps(); ++tap) {
    const ValueId value = taps_.value_of(tap);
    const auto size = static_cast<std::size_t>(value_size(graph_, value));
    const std::int64_t* values = batch_.values[static_cast<std::size_t>(value)].data();
    all.push_back(
        taps_.gather(tap, values + static_cast<std::size_t>(run_frame - batch_first_) * size));
  }
  return all;
}

}  // namespace sluice
