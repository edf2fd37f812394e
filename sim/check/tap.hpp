// Places at which beats are watched: the ports at the edge, and the streams inside.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

enum class TapKind { kInput, kOutput, kStream };

// `stream` has the tap's beats: for an edge, the stream between it and the core, whose beats are
// the same.
struct Tap {
  TapKind kind = TapKind::kStream;
  int port = 0;  // of an edge: which input (output), in the dataflow's order
  StreamId stream = -1;
};

enum class Watch { kOutputs, kEverything };

// Upstream first, so that the first of several findings in one cycle is the cause of the others.
std::vector<Tap> taps_of(const Dataflow& dataflow, Watch watch);

const Stream& stream_of(const Dataflow& dataflow, const Tap& tap);

// The unit that a wrong beat here speaks of: the stream's producer.
const Unit& unit_behind(const Dataflow& dataflow, const Tap& tap);

// The unit of the edge, in port order.
std::vector<UnitId> input_units(const Dataflow& dataflow);
std::vector<UnitId> output_units(const Dataflow& dataflow);

}  // namespace sluice
