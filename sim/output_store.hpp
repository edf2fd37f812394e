// The outputs of all frames, filled by child processes in memory that they share with their parent.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "compiler/quantize/integer_graph.hpp"
#include "sim/check/beat_sink.hpp"
#include "sim/check/reference.hpp"
#include "sim/check/tap.hpp"
#include "sim/process/shared_memory.hpp"
#include "sim/simulate.hpp"

namespace sluice {

class OutputStore {
 public:
  // For the input frames of `window`.
  OutputStore(const IntegerGraph& graph, FrameWindow window);

  // One input frame's integers of one output, in Torch's order.
  std::span<std::int64_t> frame(std::size_t output, std::int64_t input_frame);

  // Real numbers after the host's op, or with `raw` the integers themselves.
  std::vector<SimulatedOutput> outputs(bool raw);
  // The place of the largest element of the first output, the first of several.
  std::int64_t top_class(std::int64_t input_frame);

 private:
  struct Output {
    std::int64_t size = 0;
    std::unique_ptr<SharedMemory<std::int64_t>> values;
  };
  template <typename Fill>
  SimulatedOutput whole(std::size_t output, Fill fill);

  const IntegerGraph& graph_;
  FrameWindow window_;
  std::vector<Output> outputs_;
};

// Writes what leaves at output ports into the store, notes when frames end, and passes all on to
// `next` (null: goes on always).
class OutputRecorder : public BeatSink {
 public:
  OutputRecorder(const IntegerGraph& graph, const Dataflow& dataflow, const std::vector<Tap>& taps,
                 FrameWindow window, std::int64_t frames, OutputStore* store, BeatSink* next);

  bool beat(int tap, std::int64_t cycle, const std::int64_t* elements) override;
  bool protocol_error(int tap, std::int64_t cycle, const std::string& rule) override;
  bool end_of_cycle(std::int64_t cycle) override { return !next_ || next_->end_of_cycle(cycle); }

  // The cycle of each frame's last beat, the latest of all outputs.
  const std::vector<std::int64_t>& frame_ends() const { return frame_ends_; }
  // Without `next`, a broken rule ends the run and stands here.
  const std::string& broken_rule() const { return broken_rule_; }

 private:
  struct TapState {
    bool output = false;
    std::size_t port = 0;
    std::int64_t lanes = 1, beats_a_frame = 1, beat = 0;
    std::vector<std::int64_t> torch_index;  // of the k-th element of a frame
  };
  void record(TapState& state, std::int64_t cycle, const std::int64_t* elements);

  FrameWindow window_;
  std::int64_t frames_;
  OutputStore* store_;
  BeatSink* next_;
  std::vector<TapState> taps_;
  std::vector<std::int64_t> frame_ends_;
  std::string broken_rule_;
};

}  // namespace sluice
