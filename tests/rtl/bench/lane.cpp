// Drives one unit and compares every cycle of every stream with the timing model and every beat
// with the reference.
#include "tests/rtl/bench/lane.hpp"

#include <algorithm>
#include <sstream>

namespace sluice::rtl_test {
namespace {

bool bit(Flags flags, std::size_t place) { return ((flags >> place) & 1) != 0; }

Flags with_bit(Flags flags, std::size_t place, bool value) {
  const Flags mask = Flags{1} << place;
  return value ? flags | mask : flags & ~mask;
}

std::string hex(const Beat& beat) {
  std::ostringstream text;
  text << std::hex;
  for (auto word = beat.rbegin(); word != beat.rend(); ++word) text << *word << ' ';
  return text.str();
}

void put(const StreamPins& pins, const Beat& beat) {
  std::copy(beat.begin(), beat.end(), pins.data);
}

}  // namespace

Lane::Lane(const UnitCase& unit, std::string name, Pins pins, const std::string& stalls,
           std::uint32_t seed)
    : unit_(unit), name_(std::move(name)), pins_(std::move(pins)), stalls_(stalls, seed) {
  restart();
}

void Lane::restart() {
  timing_ = unit_.timing();
  sent_.assign(unit_.inputs.size(), 0);
  received_.assign(unit_.outputs.size(), 0);
  in_valid_ = 0;
}

void Lane::drive_reset() {
  for (std::size_t i = 0; i < pins_.inputs.size(); ++i) {
    *pins_.inputs[i].valid = stalls_.noise() & 1;
    put(pins_.inputs[i], unit_.sent[i][0]);
  }
  for (auto& output : pins_.outputs) *output.ready = stalls_.noise() & 1;
}

void Lane::drive() {
  for (std::size_t i = 0; i < pins_.inputs.size(); ++i) {
    const auto& beats = unit_.sent[i];
    if (!bit(in_valid_, i))
      in_valid_ = with_bit(in_valid_, i, sent_[i] < beats.size() && stalls_.source_offers());
    *pins_.inputs[i].valid = bit(in_valid_, i);
    if (bit(in_valid_, i)) {
      put(pins_.inputs[i], beats[sent_[i]]);
    } else {
      for (int w = 0; w < words_of(unit_.inputs[i].bits); ++w)
        pins_.inputs[i].data[w] = stalls_.noise();
    }
  }
  for (std::size_t i = 0; i < pins_.outputs.size(); ++i) {
    out_ready_ = with_bit(out_ready_, i, stalls_.sink_takes());
    *pins_.outputs[i].ready = bit(out_ready_, i);
  }
}

void Lane::expect(std::int64_t cycle, const std::string& what, std::size_t stream, bool expected,
                  bool found) const {
  if (expected == found) return;
  std::ostringstream text;
  text << name_ << ": cycle " << cycle << ": " << what << " of stream " << stream << ": expected "
       << expected << ", found " << found << "; " << progress();
  throw Mismatch(text.str());
}

void Lane::check_data(std::int64_t cycle, std::size_t stream) const {
  const std::size_t place = received_[stream];
  std::ostringstream text;
  text << name_ << ": cycle " << cycle << ": output " << stream << ", beat " << place;
  if (place >= unit_.expected[stream].size()) throw Mismatch(text.str() + ": a beat too many");
  const Beat& expected = unit_.expected[stream][place];
  const Beat found(pins_.outputs[stream].data, pins_.outputs[stream].data + expected.size());
  if (found != expected)
    throw Mismatch(text.str() + ": expected " + hex(expected) + "found " + hex(found));
}

void Lane::check(std::int64_t cycle) {
  const Flags in_ready = timing_->in_ready(in_valid_);
  for (std::size_t i = 0; i < pins_.inputs.size(); ++i)
    expect(cycle, "in_ready", i, bit(in_ready, i), *pins_.inputs[i].ready != 0);
  const Flags out_valid = timing_->out_valid();
  for (std::size_t i = 0; i < pins_.outputs.size(); ++i) {
    expect(cycle, "out_valid", i, bit(out_valid, i), *pins_.outputs[i].valid != 0);
    if (bit(out_valid, i)) check_data(cycle, i);
  }
}

void Lane::clock() {
  const Flags in_ready = timing_->in_ready(in_valid_);
  const Flags out_valid = timing_->out_valid();
  timing_->clock(in_valid_, out_ready_);
  for (std::size_t i = 0; i < sent_.size(); ++i) {
    if (!bit(in_valid_ & in_ready, i)) continue;
    ++sent_[i];
    in_valid_ = with_bit(in_valid_, i, false);
  }
  for (std::size_t i = 0; i < received_.size(); ++i) {
    if (!bit(out_valid & out_ready_, i)) continue;
    ++received_[i];
    ++beats_compared_;
  }
}

bool Lane::done() const {
  for (std::size_t i = 0; i < sent_.size(); ++i)
    if (sent_[i] < unit_.sent[i].size()) return false;
  for (std::size_t i = 0; i < received_.size(); ++i)
    if (received_[i] + unit_.spare_beats < unit_.expected[i].size()) return false;
  return true;
}

void Lane::check_end() const {
  if (!done()) throw Mismatch(name_ + ": stands still; " + progress());
  if (beats_compared_ == 0) throw Mismatch(name_ + ": no beat was compared");
  if (pins_.tlast_error != nullptr && (*pins_.tlast_error != 0) != unit_.tlast_error)
    throw Mismatch(name_ + ": tlast_error is " + std::to_string(*pins_.tlast_error));
}

std::string Lane::progress() const {
  std::ostringstream text;
  text << "beats";
  for (std::size_t i = 0; i < sent_.size(); ++i)
    text << " in" << i << " " << sent_[i] << "/" << unit_.sent[i].size();
  for (std::size_t i = 0; i < received_.size(); ++i)
    text << " out" << i << " " << received_[i] << "/" << unit_.expected[i].size();
  return text.str();
}

}  // namespace sluice::rtl_test
