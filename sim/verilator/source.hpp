// The AXI4-Stream master at one input port of the design.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "compiler/schedule/stalls.hpp"
#include "sim/check/beat_layout.hpp"
#include "sim/verilator/model.hpp"

namespace sluice {

class RtlSource {
 public:
  // The elements of a frame, in stream order.
  using Frame = std::function<const std::vector<std::int64_t>&(std::int64_t frame)>;

  RtlSource(const RtlModel& model, const std::string& prefix, int port, const Stream& stream,
            std::int64_t frames, Frame frame);

  // Before the edge: offers a beat, holds the one that waits, or pauses.
  void drive(const StallPattern& stalls, std::int64_t cycle);
  // After drive() and eval(): whether the beat moves in this cycle.
  bool moves() const { return offering_ && ready_.bit(); }
  const std::int64_t* elements() const { return frame_elements_->data() + place_ * stream_.lanes; }
  // After the edge, when the beat has moved.
  void advance();

 private:
  void offer();

  const Stream& stream_;
  int port_;
  std::int64_t frames_;
  Frame make_frame_;
  BeatLayout layout_;
  NetHandle valid_, ready_, data_, last_;
  const std::vector<std::int64_t>* frame_elements_ = nullptr;
  std::int64_t frame_ = 0, place_ = 0;  // of the beat on offer, or the next
  bool offering_ = false;
};

}  // namespace sluice
