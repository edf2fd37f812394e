// Which taps a dataflow has.
#include "sim/check/tap.hpp"

namespace sluice {
namespace {

template <typename Kind>
std::vector<UnitId> units_of_kind(const Dataflow& dataflow) {
  std::vector<UnitId> found;
  for (std::size_t i = 0; i < dataflow.units.size(); ++i) {
    if (std::holds_alternative<Kind>(dataflow.units[i].kind)) found.push_back(static_cast<int>(i));
  }
  return found;
}

const Unit& unit_at(const Dataflow& dataflow, UnitId id) {
  return dataflow.units[static_cast<std::size_t>(id)];
}

}  // namespace

std::vector<UnitId> input_units(const Dataflow& dataflow) {
  return units_of_kind<InputUnit>(dataflow);
}

std::vector<UnitId> output_units(const Dataflow& dataflow) {
  return units_of_kind<OutputUnit>(dataflow);
}

std::vector<Tap> taps_of(const Dataflow& dataflow, Watch watch) {
  std::vector<Tap> taps;
  int port = 0;
  for (const UnitId unit : input_units(dataflow)) {
    taps.push_back({TapKind::kInput, port++, unit_at(dataflow, unit).outputs.at(0)});
  }
  if (watch == Watch::kEverything) {
    for (const Unit& unit : dataflow.units) {
      for (const StreamId stream : unit.outputs) taps.push_back({TapKind::kStream, 0, stream});
    }
  }
  port = 0;
  for (const UnitId unit : output_units(dataflow)) {
    taps.push_back({TapKind::kOutput, port++, unit_at(dataflow, unit).inputs.at(0)});
  }
  return taps;
}

const Stream& stream_of(const Dataflow& dataflow, const Tap& tap) {
  return dataflow.streams[static_cast<std::size_t>(tap.stream)];
}

const Unit& unit_behind(const Dataflow& dataflow, const Tap& tap) {
  return unit_at(dataflow, stream_of(dataflow, tap).producer);
}

}  // namespace sluice
