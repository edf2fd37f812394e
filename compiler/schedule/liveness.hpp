// Why a scheduled dataflow cannot deadlock.
#pragma once

#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// The argument, one sentence each, with this dataflow's numbers in it. The one premise that depends
// on depths, that a frame completes from empty, is checked here by running it; a dataflow that gets
// stuck is a broken invariant of the sizing.
std::vector<std::string> liveness_argument(const Dataflow& dataflow);

}  // namespace sluice
