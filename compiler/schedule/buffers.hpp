// How deep every FIFO and how high every window buffer must be.
#pragma once

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// Sets every depth and every window's rows so that frames follow each other in `interval_cycles`,
// the busiest unit's steps, and no buffer can be smaller by itself without losing that.
void size_buffers(Dataflow& dataflow, std::int64_t interval_cycles);

}  // namespace sluice
