// The comparison itself.
#include "sim/check/checker.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "runtime/base/check.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

// How long a late beat is waited for, so that the message can say when it came.
constexpr std::int64_t kPatienceCycles = 5000;

}  // namespace

Checker::Checker(const Dataflow& dataflow, const std::vector<Tap>& taps, std::int64_t frames,
                 PredictedCycles cycles, FrameElements elements)
    : cycles_(std::move(cycles)), elements_(std::move(elements)) {
  check(cycles_.size() == taps.size(), "a prediction for every tap");
  for (std::size_t i = 0; i < taps.size(); ++i) {
    const Stream& stream = stream_of(dataflow, taps[i]);
    taps_.push_back({0, frames * stream.beats, stream.beats, stream.lanes,
                     taps[i].kind != TapKind::kInput, 0, 0, nullptr});
    check(static_cast<std::int64_t>(cycles_[i].size()) == taps_[i].beats + stream.beats,
          "a cycle for every beat");
    next_cycle_.push_back(frames == 0 ? kNever : cycles_[i][0]);
  }
}

bool Checker::report(Finding finding) {
  finding_ = std::move(finding);
  return false;
}

bool Checker::beat(int tap, std::int64_t cycle, const std::int64_t* elements) {
  if (finding_) {
    if (awaited_until_ >= 0 && tap == finding_->tap) {
      finding_->kind = FindingKind::kCycle;
      finding_->found = cycle;
      return false;
    }
    return awaited_until_ >= 0;
  }
  TapState& state = taps_[static_cast<std::size_t>(tap)];
  const std::vector<std::int64_t>& cycles = cycles_[static_cast<std::size_t>(tap)];
  const auto number = static_cast<std::size_t>(state.beat);
  if (number == cycles.size()) {
    return report({FindingKind::kExtra, tap, state.beat, 0, cycle, 0, 0, ""});
  }
  if (cycle != cycles[number]) {
    return report({FindingKind::kCycle, tap, state.beat, 0, cycle, cycles[number], cycle, ""});
  }
  ++beats_timed_;
  if (!compare(tap, cycle, elements)) return false;
  next_beat(tap);
  return true;
}

bool Checker::compare(int tap, std::int64_t cycle, const std::int64_t* elements) {
  TapState& state = taps_[static_cast<std::size_t>(tap)];
  if (!state.has_values) return true;
  if (state.expected == nullptr) state.expected = elements_.of(tap, state.frame).data();
  const std::int64_t* expected = state.expected + state.place * state.lanes;
  for (int lane = 0; lane < state.lanes; ++lane) {
    if (elements[lane] != expected[lane]) {
      return report(
          {FindingKind::kValue, tap, state.beat, lane, cycle, expected[lane], elements[lane], ""});
    }
  }
  values_compared_ += state.lanes;
  return true;
}

void Checker::next_beat(int tap) {
  const auto index = static_cast<std::size_t>(tap);
  TapState& state = taps_[index];
  ++state.beat;
  next_cycle_[index] =
      state.beat < state.beats ? cycles_[index][static_cast<std::size_t>(state.beat)] : kNever;
  if (++state.place < state.beats_a_frame) return;
  elements_.done(state.frame);
  state.place = 0;
  ++state.frame;
  state.expected = nullptr;
}

bool Checker::protocol_error(int tap, std::int64_t cycle, const std::string& rule) {
  if (finding_) return awaited_until_ >= 0;
  const TapState& state = taps_[static_cast<std::size_t>(tap)];
  return report({FindingKind::kProtocol, tap, state.beat, 0, cycle, 0, 0, rule});
}

bool Checker::end_of_cycle(std::int64_t cycle) {
  if (finding_) return cycle < awaited_until_;
  bool all_in_time = true;
  for (const std::int64_t due : next_cycle_) all_in_time &= due > cycle;
  return all_in_time || late_beat(cycle);
}

bool Checker::late_beat(std::int64_t cycle) {
  const auto first = std::min_element(next_cycle_.begin(), next_cycle_.end());
  if (first == next_cycle_.end() || *first > cycle) return true;
  const auto tap = static_cast<std::size_t>(first - next_cycle_.begin());
  report({FindingKind::kMissing, static_cast<int>(tap), taps_[tap].beat, 0, cycle, *first, -1, ""});
  awaited_until_ = cycle < kNever - kPatienceCycles ? cycle + kPatienceCycles : kNever;
  return true;
}

void Checker::finish(std::int64_t cycle) {
  if (!finding_) late_beat(kNever - 1);
  if (!finding_) return;
  finding_->cycle = std::min(finding_->cycle, cycle);
}

}  // namespace sluice
