// Steps, credits and latency.
#include "tests/rtl/bench/timing_model.hpp"

namespace sluice::rtl_test {

void CreditQueue::clock(bool reserve, bool ready) {
  if (valid() && ready) {
    visible_from_.pop_front();
    --used_;
  }
  if (reserve) {
    visible_from_.push_back(now_ + latency_);
    ++used_;
  }
  ++now_;
}

StepModel::StepModel(StepRules rules) : rules_(std::move(rules)) {
  for (int depth : rules_.depths) outputs_.emplace_back(depth, rules_.latency);
}

bool StepModel::space() const {
  const Flags pushes = rules_.pushes(step_);
  for (std::size_t i = 0; i < outputs_.size(); ++i)
    if (((pushes >> i) & 1) != 0 && !outputs_[i].space()) return false;
  return true;
}

Flags StepModel::in_ready(Flags in_valid) const {
  if (!space()) return 0;
  const Flags pops = rules_.pops(step_);
  Flags ready = 0;
  for (Flags bit = 1; bit != 0 && bit <= pops; bit <<= 1)
    if ((pops & bit) != 0 && (pops & ~in_valid & ~bit) == 0) ready |= bit;
  return ready;
}

Flags StepModel::out_valid() const {
  Flags valid = 0;
  for (std::size_t i = 0; i < outputs_.size(); ++i)
    if (outputs_[i].valid()) valid |= Flags{1} << i;
  return valid;
}

void StepModel::clock(Flags in_valid, Flags out_ready) {
  const bool fire = space() && (rules_.pops(step_) & ~in_valid) == 0;
  const Flags pushes = fire ? rules_.pushes(step_) : 0;
  for (std::size_t i = 0; i < outputs_.size(); ++i)
    outputs_[i].clock(((pushes >> i) & 1) != 0, ((out_ready >> i) & 1) != 0);
  if (fire) step_ = (step_ + 1) % rules_.steps;
}

MakeTimingModel step_model(const StepRules& rules) {
  return [rules] { return std::make_unique<StepModel>(rules); };
}

}  // namespace sluice::rtl_test
