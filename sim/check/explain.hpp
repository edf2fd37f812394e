// A finding in the user's words: layer, stream, frame, channel, row, column, cycle, and both
// values.
#pragma once

#include <string>
#include <vector>

#include "compiler/schedule/stalls.hpp"
#include "sim/check/checker.hpp"
#include "sim/check/reference.hpp"
#include "sim/verify.hpp"

namespace sluice {

// Where the run was that made the finding.
struct RunContext {
  std::string model;  // "rtl" or "systemc"
  StallPattern stalls;
  FrameWindow window;
};

Mismatch explain(const IntegerGraph& graph, const Dataflow& dataflow, const std::vector<Tap>& taps,
                 const Finding& finding, const RunContext& context);

}  // namespace sluice
