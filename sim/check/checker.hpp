// Holds every beat of a run against the reference's value and the predicted cycle.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "sim/check/beat_sink.hpp"
#include "sim/check/frame_elements.hpp"
#include "sim/check/tap.hpp"

namespace sluice {

enum class FindingKind { kValue, kCycle, kMissing, kExtra, kProtocol };

// The first thing that was not as it must be. For kValue `expected` and `found` are values, for
// kCycle cycles. `beat` counts through all frames of the run.
struct Finding {
  FindingKind kind = FindingKind::kValue;
  int tap = -1;
  std::int64_t beat = 0, lane = 0, cycle = 0;
  std::int64_t expected = 0, found = 0;
  std::string rule;  // kProtocol
};

// cycles[tap][beat], for every beat of the run, and of the frame after it: where a frame begins
// with padding, hardware may send some of it before it can know that no frame follows.
using PredictedCycles = std::vector<std::vector<std::int64_t>>;

class Checker : public BeatSink {
 public:
  // `cycles` and `elements` know frames + 1 frames; the last need not come.
  Checker(const Dataflow& dataflow, const std::vector<Tap>& taps, std::int64_t frames,
          PredictedCycles cycles, FrameElements elements);

  bool beat(int tap, std::int64_t cycle, const std::int64_t* elements) override;
  bool protocol_error(int tap, std::int64_t cycle, const std::string& rule) override;
  bool end_of_cycle(std::int64_t cycle) override;

  // After the run: beats that never came are a finding too.
  void finish(std::int64_t cycle);

  const std::optional<Finding>& finding() const { return finding_; }
  std::int64_t values_compared() const { return values_compared_; }
  std::int64_t beats_timed() const { return beats_timed_; }

 private:
  struct TapState {
    std::int64_t beat = 0, beats = 0, beats_a_frame = 1;  // `beats` must come
    int lanes = 1;
    bool has_values = true;  // an input port's are the source's own
    std::int64_t place = 0;  // of the beat in its frame
    std::int64_t frame = 0;
    const std::int64_t* expected = nullptr;  // of the frame; null before its first beat
  };

  bool report(Finding finding);
  bool late_beat(std::int64_t cycle);
  bool compare(int tap, std::int64_t cycle, const std::int64_t* elements);
  void next_beat(int tap);

  std::vector<TapState> taps_;
  PredictedCycles cycles_;
  std::vector<std::int64_t> next_cycle_;  // a tap's next beat that must come is due
  FrameElements elements_;
  std::optional<Finding> finding_;
  std::int64_t awaited_until_ = -1;  // the finding is a late beat: when to stop waiting for it
  std::int64_t values_compared_ = 0, beats_timed_ = 0;
};

}  // namespace sluice
