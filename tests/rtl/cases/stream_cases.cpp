// FIFO, fork, width converters, concat and the two edges.
#include "tests/rtl/bench/unit_case.hpp"

namespace sluice::rtl_test {
namespace {

constexpr int kFrames = 4;

std::vector<Beat> random_beats(Values& values, std::int64_t count, int width) {
  std::vector<Beat> beats;
  for (std::int64_t i = 0; i < count; ++i)
    beats.push_back(pack(values.many(static_cast<std::size_t>(width), 1, false), 1));
  return beats;
}

UnitCase fifo(Values& values, int width, int depth, int latency) {
  UnitCase unit{"fifo_fixture",
                {{"WIDTH", number(width)}, {"DEPTH", number(depth)}, {"LATENCY", number(latency)}}};
  unit.inputs = {{"in", width}};
  unit.outputs = {{"out", width}};
  unit.sent = unit.expected = {random_beats(values, 500, width)};
  unit.timing = step_model({1, always, always, latency, {depth}});
  return unit;
}

UnitCase fork(Values& values, int width, const std::vector<int>& depths) {
  UnitCase unit{"sluice_fork",
                {{"WIDTH", number(width)},
                 {"OUTPUTS", number(static_cast<std::int64_t>(depths.size()))},
                 {"DEPTHS", packed_list(depths)}}};
  unit.inputs = {{"in", width}};
  unit.outputs.assign(depths.size(), {"out", width, PortStyle::kPacked});
  unit.sent = {random_beats(values, 300, width)};
  unit.expected.assign(depths.size(), unit.sent[0]);
  const Flags all = (Flags{1} << depths.size()) - 1;
  unit.timing = step_model({1, always, [all](std::int64_t) { return all; }, 1, depths});
  return unit;
}

UnitCase width_converter(Values& values, bool widen, int width, int factor, int depth) {
  UnitCase unit{widen ? "sluice_widen" : "sluice_narrow",
                {{"WIDTH", number(width)}, {"FACTOR", number(factor)}, {"DEPTH", number(depth)}}};
  const auto elements = values.many(static_cast<std::size_t>(factor) * 120, width, true);
  const int in_lanes = widen ? 1 : factor, out_lanes = widen ? factor : 1;
  unit.inputs = {{"in", width * in_lanes}};
  unit.outputs = {{"out", width * out_lanes}};
  unit.sent = {pack_all(elements, width, in_lanes)};
  unit.expected = {pack_all(elements, width, out_lanes)};
  const auto first = [](std::int64_t step) { return Flags{step == 0}; };
  const auto last = [factor](std::int64_t step) { return Flags{step == factor - 1}; };
  unit.timing = widen ? step_model({factor, always, last, 1, {depth}})
                      : step_model({factor, first, always, 1, {depth}});
  return unit;
}

UnitCase concat(Values& values, int width, const std::vector<int>& beats, int depth) {
  UnitCase unit{"sluice_concat",
                {{"WIDTH", number(width)},
                 {"INPUTS", number(static_cast<std::int64_t>(beats.size()))},
                 {"BEATS", packed_list(beats)},
                 {"DEPTH", number(depth)}}};
  unit.inputs.assign(beats.size(), {"in", width, PortStyle::kPacked});
  unit.outputs = {{"out", width}};
  unit.sent.resize(beats.size());
  unit.expected.resize(1);
  std::vector<Flags> turns;
  for (std::size_t i = 0; i < beats.size(); ++i)
    turns.insert(turns.end(), static_cast<std::size_t>(beats[i]), Flags{1} << i);
  for (int round = 0; round < 40; ++round)
    for (std::size_t i = 0; i < beats.size(); ++i)
      for (const Beat& beat : random_beats(values, beats[i], width)) {
        unit.sent[i].push_back(beat);
        unit.expected[0].push_back(beat);
      }
  const auto pops = [turns](std::int64_t step) { return turns[static_cast<std::size_t>(step)]; };
  unit.timing = step_model({static_cast<std::int64_t>(turns.size()), pops, always, 1, {depth}});
  return unit;
}

struct EdgeShape {
  int bits, is_signed, lanes, beats;
  int slot() const { return 8 * ((bits + 7) / 8); }
  int axis_bits() const { return lanes * slot() + 1; }
};

// tdata with tlast above it; `above` fills the bits of each slot above the element.
Beat axis_beat(const EdgeShape& shape, const std::vector<std::int64_t>& elements, bool last) {
  Beat beat(static_cast<std::size_t>(words_of(shape.axis_bits())));
  for (int i = 0; i < shape.lanes; ++i)
    set_bits(beat, i * shape.slot(), shape.slot(), elements[static_cast<std::size_t>(i)]);
  set_bits(beat, shape.axis_bits() - 1, 1, last);
  return beat;
}

UnitCase axis_out(Values& values, const EdgeShape& shape) {
  UnitCase unit{"sluice_axis_out",
                {{"BITS", number(shape.bits)},
                 {"SIGNED", number(shape.is_signed)},
                 {"LANES", number(shape.lanes)},
                 {"BEATS", number(shape.beats)}}};
  unit.inputs = {{"in", shape.lanes * shape.bits}};
  unit.outputs = {{"m_axis", shape.axis_bits(), PortStyle::kAxis}};
  unit.sent.resize(1);
  unit.expected.resize(1);
  for (int beat = 0; beat < kFrames * shape.beats; ++beat) {
    const auto elements =
        values.many(static_cast<std::size_t>(shape.lanes), shape.bits, shape.is_signed != 0);
    unit.sent[0].push_back(pack(elements, shape.bits));
    unit.expected[0].push_back(axis_beat(shape, elements, beat % shape.beats == shape.beats - 1));
  }
  unit.timing = step_model({1, always, always, 1, {2}});
  return unit;
}

// The edge's state machine, from what is sent: fills after an early tlast, drops after a missing
// one.
class AxisInModel : public TimingModel {
 public:
  AxisInModel(std::vector<bool> lasts, int beats, int depth)
      : lasts_(std::move(lasts)), beats_(beats), output_(depth, 1) {}

  Flags in_ready(Flags) const override {
    return Flags{dropping_ || (output_.space() && !filling_)};
  }
  Flags out_valid() const override { return Flags{output_.valid()}; }
  void clock(Flags in_valid, Flags out_ready) override {
    const bool take = (in_valid & in_ready(in_valid)) != 0;
    const bool fire = !dropping_ && (take || (filling_ && output_.space()));
    const bool tlast = take && lasts_[taken_];
    const bool final_beat = place_ == beats_ - 1;
    if (dropping_) {
      dropping_ = !tlast;
    } else if (fire) {
      filling_ = (filling_ || tlast) && !final_beat;
      dropping_ = take && final_beat && !tlast;
      place_ = (place_ + 1) % beats_;
    }
    if (take) ++taken_;
    output_.clock(fire, out_ready != 0);
  }

 private:
  std::vector<bool> lasts_;
  int beats_;
  CreditQueue output_;
  std::size_t taken_ = 0;
  int place_ = 0;
  bool filling_ = false, dropping_ = false;
};

// lengths: beats up to tlast of each frame sent.
UnitCase axis_in(Values& values, const EdgeShape& shape, int depth,
                 const std::vector<int>& lengths) {
  UnitCase unit{"sluice_axis_in",
                {{"BITS", number(shape.bits)},
                 {"LANES", number(shape.lanes)},
                 {"BEATS", number(shape.beats)},
                 {"DEPTH", number(depth)}}};
  unit.inputs = {{"s_axis", shape.axis_bits(), PortStyle::kAxis}};
  unit.outputs = {{"out", shape.lanes * shape.bits}};
  unit.sent.resize(1);
  unit.expected.resize(1);
  std::vector<bool> lasts;
  for (int length : lengths) {
    for (int beat = 0; beat < std::max(length, shape.beats); ++beat) {
      const auto elements = values.many(static_cast<std::size_t>(shape.lanes), shape.slot(), true);
      const std::vector<std::int64_t> zeros(elements.size());
      if (beat < length) {
        unit.sent[0].push_back(axis_beat(shape, elements, beat == length - 1));
        lasts.push_back(beat == length - 1);
      }
      if (beat < shape.beats)
        unit.expected[0].push_back(pack(beat < length ? elements : zeros, shape.bits));
    }
    unit.tlast_error = unit.tlast_error || length != shape.beats;
  }
  unit.has_tlast_error = true;
  unit.timing = [lasts, beats = shape.beats, depth] {
    return std::make_unique<AxisInModel>(lasts, beats, depth);
  };
  return unit;
}

}  // namespace

std::vector<UnitCase> stream_cases() {
  Values values(7);
  std::vector<UnitCase> all;
  for (int depth : {1, 2, 3, 4, 7, 16, 64, 65, 100})
    for (int latency : {1, 2, 5}) all.push_back(fifo(values, depth % 5 * 20 + 1, depth, latency));
  for (const auto& depths : std::vector<std::vector<int>>{{1}, {2, 2}, {1, 3, 70}, {4, 2, 1, 2, 9}})
    all.push_back(fork(values, static_cast<int>(depths.size()) * 17 - 16, depths));
  for (bool widen : {true, false})
    for (int factor : {1, 2, 3, 8, 13})
      all.push_back(
          width_converter(values, widen, factor == 8 ? 33 : factor, factor, 1 + factor % 4));
  for (const auto& beats : std::vector<std::vector<int>>{{1}, {3}, {1, 1}, {2, 5}, {1, 4, 1, 7, 2}})
    all.push_back(concat(values, static_cast<int>(beats.size()) * 9 - 8, beats, 1 + beats[0]));
  for (const auto& shape : std::vector<EdgeShape>{
           {1, 0, 1, 1}, {8, 1, 1, 2}, {8, 0, 3, 5}, {13, 1, 2, 7}, {16, 1, 9, 3}, {33, 0, 1, 6}}) {
    all.push_back(axis_out(values, shape));
    const int n = shape.beats;
    all.push_back(axis_in(values, shape, n, {n, n, n, n}));
    all.push_back(axis_in(values, shape, 2, {n, n + 1, n, std::max(1, n - 1), 1, n + 5, n, n}));
  }
  return all;
}

}  // namespace sluice::rtl_test
