// Offering beats to an input port.
#include "sim/verilator/source.hpp"

#include <utility>

#include "runtime/base/check.hpp"

namespace sluice {

RtlSource::RtlSource(const RtlModel& model, const std::string& prefix, int port,
                     const Stream& stream, std::int64_t frames, Frame frame)
    : stream_(stream),
      port_(port),
      frames_(frames),
      make_frame_(std::move(frame)),
      layout_(BeatLayout::axi(stream.format, stream.lanes)),
      valid_(model.net(prefix + "_tvalid")),
      ready_(model.net(prefix + "_tready")),
      data_(model.net(prefix + "_tdata")),
      last_(model.net(prefix + "_tlast")) {}

void RtlSource::drive(const StallPattern& stalls, std::int64_t cycle) {
  if (!offering_ && frame_ < frames_ && source_may_offer(stalls, port_, cycle)) offer();
  valid_.set_bit(offering_);
}

void RtlSource::offer() {
  if (place_ == 0) {
    frame_elements_ = &make_frame_(frame_);
    check(static_cast<std::int64_t>(frame_elements_->size()) == stream_.beats * stream_.lanes,
          "an input frame's size");
  }
  layout_.pack(elements(), data_.data, data_.bytes);
  last_.set_bit(place_ + 1 == stream_.beats);
  offering_ = true;
}

void RtlSource::advance() {
  offering_ = false;
  if (++place_ < stream_.beats) return;
  place_ = 0;
  ++frame_;
}

}  // namespace sluice
