// What every kind of unit computes, beat by beat, with runtime/integer's arithmetic.
#pragma once

#include <memory>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"
#include "sim/systemc/machine.hpp"

namespace sluice {

// For every kind but a window, which has two sequencers (window_behaviour.hpp).
std::shared_ptr<cycle_model::Behaviour> behaviour_of(const Dataflow& dataflow, const Unit& unit);

}  // namespace sluice
