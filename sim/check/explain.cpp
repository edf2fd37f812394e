// Putting a Finding into words.
#include "sim/check/explain.hpp"

namespace sluice {
namespace {

const char* kind_text(FindingKind kind) {
  switch (kind) {
    case FindingKind::kValue:
      return "value";
    case FindingKind::kCycle:
      return "cycle";
    case FindingKind::kMissing:
      return "missing beat";
    case FindingKind::kExtra:
      return "extra beat";
    case FindingKind::kProtocol:
      return "protocol";
  }
  return "";
}

std::string number(std::int64_t value) { return std::to_string(value); }

std::string unit_text(const Unit& unit) { return unit.name + " (layer " + unit.layer + ")"; }

std::string place_text(const Tap& tap, const Stream& stream) {
  if (tap.kind == TapKind::kInput) return "the input port";
  if (tap.kind == TapKind::kOutput) return "the output port behind stream " + stream.name;
  return "stream " + stream.name;
}

void locate(const IntegerGraph& graph, const Dataflow& dataflow, const Stream& stream,
            const Finding& finding, Mismatch& mismatch) {
  const auto element =
      static_cast<std::size_t>(finding.beat % stream.beats * stream.lanes + finding.lane);
  const ElementPlace place = stream_places(graph, dataflow, stream).at(element);
  mismatch.channel = place.channel;
  mismatch.row = place.row;
  mismatch.column = place.column;
}

// Who made the beat late or early: the unit that takes it fires when it can, not when it should.
std::string timing_text(const Dataflow& dataflow, const Stream& stream, const Tap& tap,
                        const Finding& finding) {
  std::string text = "expected in cycle " + number(finding.expected);
  text += finding.kind == FindingKind::kMissing ? ", had not come by cycle " + number(finding.cycle)
                                                : ", came in cycle " + number(finding.found);
  if (tap.kind != TapKind::kStream) return text;
  const Unit& consumer = dataflow.units[static_cast<std::size_t>(stream.consumer)];
  return text + "; it goes from unit " +
         unit_text(dataflow.units[static_cast<std::size_t>(stream.producer)]) + " to unit " +
         unit_text(consumer) + ", which takes it when the streams behind have space";
}

std::string element_text(const Mismatch& m) {
  return "channel " + number(m.channel) + ", row " + number(m.row) + ", column " + number(m.column);
}

std::string finding_text(const Dataflow& dataflow, const Stream& stream, const Tap& tap,
                         const Finding& finding, const Mismatch& m) {
  switch (finding.kind) {
    case FindingKind::kValue:
      return element_text(m) + ", cycle " + number(m.cycle) + ": expected " + number(m.expected) +
             ", found " + number(m.found);
    case FindingKind::kCycle:
    case FindingKind::kMissing:
      return "beat " + number(m.beat) + " (from " + element_text(m) +
             "): " + timing_text(dataflow, stream, tap, finding);
    case FindingKind::kExtra:
      return "a beat too many in cycle " + number(m.cycle);
    case FindingKind::kProtocol:
      return "beat " + number(m.beat) + ", cycle " + number(m.cycle) + ": " + finding.rule;
  }
  return "";
}

std::string run_text(const Mismatch& m) {
  if (m.first_frame == m.last_frame) return "frame " + number(m.first_frame) + " alone";
  return "frames " + number(m.first_frame) + " to " + number(m.last_frame);
}

}  // namespace

Mismatch explain(const IntegerGraph& graph, const Dataflow& dataflow, const std::vector<Tap>& taps,
                 const Finding& finding, const RunContext& context) {
  const Tap& tap = taps.at(static_cast<std::size_t>(finding.tap));
  const Stream& stream = stream_of(dataflow, tap);
  const Unit& unit = unit_behind(dataflow, tap);
  Mismatch mismatch;
  mismatch.what = kind_text(finding.kind);
  mismatch.model = context.model;
  mismatch.stalls = stall_name(context.stalls.kind);
  mismatch.layer = unit.layer;
  mismatch.unit = unit.name;
  mismatch.stream = stream.name;
  mismatch.frame = context.window.input_frame(finding.beat / stream.beats);
  mismatch.beat = finding.beat % stream.beats;
  mismatch.cycle = finding.cycle;
  mismatch.first_frame = context.window.begin;
  mismatch.last_frame = context.window.begin + context.window.count - 1;
  mismatch.expected = finding.expected;
  mismatch.found = finding.found;
  if (finding.kind != FindingKind::kExtra) locate(graph, dataflow, stream, finding, mismatch);
  mismatch.text = std::string(context.model == "rtl" ? "RTL" : "SystemC") + ", stalls " +
                  mismatch.stalls + ", in a run of " + run_text(mismatch) + ": layer " +
                  unit.layer + ", unit " + unit.name + ", " + place_text(tap, stream) + ", frame " +
                  number(mismatch.frame) + ", " +
                  finding_text(dataflow, stream, tap, finding, mismatch);
  return mismatch;
}

}  // namespace sluice
