// Sampling valid, ready and data of one tap.
#include "sim/verilator/probe.hpp"

#include <cstring>

namespace sluice {

Probe::Probe(const RtlModel& model, const Stream& stream, const Tap& tap, int index,
             const std::string& prefix)
    : index_(index),
      edge_(tap.kind == TapKind::kOutput),
      beats_a_frame_(stream.beats),
      layout_(edge_ ? BeatLayout::axi(stream.format, stream.lanes)
                    : BeatLayout::core(stream.format, stream.lanes)),
      valid_(model.net(edge_ ? prefix + "_tvalid" : stream.name + "_valid")),
      ready_(model.net(edge_ ? prefix + "_tready" : stream.name + "_ready")),
      data_(model.net(edge_ ? prefix + "_tdata" : stream.name + "_data")),
      held_(data_.bytes),
      elements_(static_cast<std::size_t>(stream.lanes)) {
  if (edge_) last_ = model.net(prefix + "_tlast");
}

bool Probe::sample(std::int64_t cycle, BeatSink& sink) {
  const bool valid = valid_.bit();
  if (waiting_ && !check_hold(cycle, valid, sink)) return false;
  if (!valid) return true;
  waiting_ = !ready_.bit();
  if (waiting_) {
    std::memcpy(held_.data(), data_.data, data_.bytes);
    return true;
  }
  if (edge_ && !check_last(cycle, sink)) return false;
  layout_.unpack(data_.data, data_.bytes, elements_.data());
  ++beats_;
  return sink.beat(index_, cycle, elements_.data());
}

bool Probe::check_hold(std::int64_t cycle, bool valid, BeatSink& sink) {
  if (!valid) {
    waiting_ = false;
    return sink.protocol_error(index_, cycle, "valid fell while the beat waited");
  }
  if (std::memcmp(held_.data(), data_.data, data_.bytes) != 0) {
    return sink.protocol_error(index_, cycle, "data changed while the beat waited");
  }
  return true;
}

bool Probe::check_last(std::int64_t cycle, BeatSink& sink) const {
  const bool expected = (beats_ + 1) % beats_a_frame_ == 0;
  if (last_.bit() == expected) return true;
  return sink.protocol_error(index_, cycle,
                             expected ? "tlast is missing on a frame's final beat"
                                      : "tlast stands before a frame's final beat");
}

}  // namespace sluice
