// How deep every FIFO and how high every window buffer must be.
#pragma once

#include <cstdint>
#include <functional>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// Told now and then how many buffers of how many have their size.
using BufferProgress = std::function<void(std::int64_t done, std::int64_t total)>;

// Sets every depth and every window's rows so that frames follow each other in `interval_cycles`,
// the busiest unit's steps, and no buffer can be smaller by itself without losing that.
void size_buffers(Dataflow& dataflow, std::int64_t interval_cycles,
                  const BufferProgress& on_progress = {});

}  // namespace sluice
