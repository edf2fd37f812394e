// What docs/hardware.md says about when a unit takes and shows beats, as a model that runs cycle by
// cycle beside the unit.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace sluice::rtl_test {

using Flags = std::uint32_t;  // bit i: stream i of the unit

// Of StepRules: stream 0 at every step.
inline Flags always(std::int64_t) { return 1; }

// In every cycle: ask for in_ready and out_valid, then clock with what the streams did.
class TimingModel {
 public:
  virtual ~TimingModel() = default;
  virtual Flags in_ready(Flags in_valid) const = 0;
  virtual Flags out_valid() const = 0;
  virtual void clock(Flags in_valid, Flags out_ready) = 0;
};

using MakeTimingModel = std::function<std::unique_ptr<TimingModel>()>;

// An output's credits and visible beats.
class CreditQueue {
 public:
  CreditQueue(int depth, int latency) : depth_(depth), latency_(latency) {}
  bool space() const { return used_ < depth_; }
  bool valid() const { return !visible_from_.empty() && visible_from_.front() <= now_; }
  void clock(bool reserve, bool ready);

 private:
  int depth_, latency_, used_ = 0;
  std::int64_t now_ = 0;
  std::deque<std::int64_t> visible_from_;
};

// A unit with one sequencer.
struct StepRules {
  std::int64_t steps = 1;  // a frame
  std::function<Flags(std::int64_t step)> pops;
  std::function<Flags(std::int64_t step)> pushes;
  int latency = 1;
  std::vector<int> depths;  // an output
};

class StepModel : public TimingModel {
 public:
  explicit StepModel(StepRules rules);
  Flags in_ready(Flags in_valid) const override;
  Flags out_valid() const override;
  void clock(Flags in_valid, Flags out_ready) override;

 private:
  StepRules rules_;
  std::int64_t step_ = 0;
  std::vector<CreditQueue> outputs_;
  bool space() const;
};

MakeTimingModel step_model(const StepRules& rules);

}  // namespace sluice::rtl_test
