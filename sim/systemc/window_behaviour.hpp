// The window unit's two sequencers around their row buffer: what they store, what they read, and
// what each waits for.
#pragma once

#include <memory>

#include "compiler/dataflow/dataflow.hpp"
#include "sim/systemc/machine.hpp"

namespace sluice {

struct WindowBehaviours {
  std::shared_ptr<cycle_model::Behaviour> writer;  // counts pixels' beats, waits for freed rows
  std::shared_ptr<cycle_model::Behaviour> reader;  // counts freed rows, waits for beats
  // How many of the latest counts the other side may ask for.
  std::int64_t beats_remembered = 1, rows_remembered = 1;
};

WindowBehaviours window_behaviours(const WindowUnit& window);

}  // namespace sluice
