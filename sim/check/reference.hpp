// The integer reference of a range of frames, tap by tap.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "compiler/dataflow/reference.hpp"
#include "compiler/quantize/interpreter.hpp"
#include "sim/check/frame_elements.hpp"
#include "sim/check/tap.hpp"

namespace sluice {

// Which frames of the input a run gets: run frame f is input frame begin + f mod count.
struct FrameWindow {
  std::int64_t begin = 0, count = 1;

  std::int64_t input_frame(std::int64_t run_frame) const { return begin + run_frame % count; }
};

// What taps carry, gathered from values of the graph. The graph and the dataflow must outlive it.
class TapElements {
 public:
  using Elements = std::vector<std::int64_t>;

  TapElements(const IntegerGraph& graph, const Dataflow& dataflow, const std::vector<Tap>& taps);

  std::size_t taps() const { return streams_.size(); }
  ValueId value_of(std::size_t tap) const { return streams_[tap].value(); }
  // `value` holds one frame of value_of(tap), in Torch's order.
  template <typename T>
  Elements gather(std::size_t tap, const T* value) const {
    return streams_[tap].of(value);
  }

 private:
  std::vector<StreamElements> streams_;
};

// Runs the reference a few frames at a time, as FrameElements asks for them. `input` holds
// quantised frames one after the other.
class Reference {
 public:
  Reference(const IntegerGraph& graph, const Dataflow& dataflow, const std::vector<Tap>& taps,
            const Array<std::int32_t>& input, FrameWindow window, std::int64_t frames);

  std::vector<TapElements::Elements> frame(std::int64_t run_frame);

 private:
  void run_batch(std::int64_t first);

  const IntegerGraph& graph_;
  IntegerInterpreter interpreter_;
  TapElements taps_;
  const Array<std::int32_t>& input_;
  FrameWindow window_;
  std::int64_t frames_;
  std::int64_t batch_first_ = 0;
  IntegerBatch batch_;
};

// Elements of one frame of a value.
std::int64_t value_size(const IntegerGraph& graph, ValueId value);

}  // namespace sluice
