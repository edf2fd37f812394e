// One tap of a running design: tells beats, and watches that a waiting beat holds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "sim/check/beat_layout.hpp"
#include "sim/check/beat_sink.hpp"
#include "sim/check/tap.hpp"
#include "sim/verilator/model.hpp"

namespace sluice {

// For streams inside and output ports; an input port is the source's own.
class Probe {
 public:
  // `prefix` of an output port; a stream's nets bear its name.
  Probe(const RtlModel& model, const Stream& stream, const Tap& tap, int index,
        const std::string& prefix);

  // With the nets settled before the edge. False: the sink has had enough.
  bool sample(std::int64_t cycle, BeatSink& sink);

  std::int64_t beats() const { return beats_; }

 private:
  bool check_hold(std::int64_t cycle, bool valid, BeatSink& sink);
  bool check_last(std::int64_t cycle, BeatSink& sink) const;

  int index_;
  bool edge_;
  std::int64_t beats_a_frame_;
  BeatLayout layout_;
  NetHandle valid_, ready_, data_, last_;
  bool waiting_ = false;
  std::vector<unsigned char> held_;
  std::vector<std::int64_t> elements_;
  std::int64_t beats_ = 0;
};

}  // namespace sluice
