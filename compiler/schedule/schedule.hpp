// From a lowered dataflow to one that is fixed in every width and every depth.
#pragma once

#include <string>
#include <vector>

#include "compiler/schedule/buffers.hpp"
#include "compiler/schedule/folding.hpp"

namespace sluice {

struct ScheduledDataflow {
  Dataflow dataflow;
  double clock_mhz = 100;
  std::int64_t multipliers = 0;
  std::int64_t interval_cycles = 0;  // between frames, steady state, by the cycle model
  std::int64_t latency_cycles = 0;   // from reset to the last beat of the first frame
  UnitId bottleneck = -1;
  std::vector<std::string> liveness;  // why it cannot deadlock, one sentence each
};

// Throws Error as choose_folding() does.
ScheduledDataflow schedule(const Dataflow& lowered, const FoldingOptions& options,
                           const BufferProgress& on_progress = {});

// What follows from a dataflow that is fixed already: all but the argument of its liveness.
ScheduledDataflow predicted(Dataflow dataflow, double clock_mhz);

}  // namespace sluice
