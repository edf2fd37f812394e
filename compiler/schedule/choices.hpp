// Which foldings a unit of a lowered dataflow has at all.
#pragma once

#include "compiler/schedule/folding.hpp"

namespace sluice {

// Divisors in rising order.
std::vector<int> divisors(std::int64_t number);

// All pairs pe, simd of a matrix-vector unit that `fixed` leaves open; throws Error for a `fixed`
// that does not divide the layer.
std::vector<UnitFolding> matvec_choices(const Unit& unit, const LayerFolding& fixed);

// Every lanes and parallelism of a window unit.
std::vector<UnitFolding> window_choices(const WindowUnit& window);

// Every places and lanes of a reduce unit, fewest first.
std::vector<UnitFolding> reduce_choices(const Dataflow& lowered, const Unit& unit);

// Every number of lanes of any other unit, fewest first.
std::vector<UnitFolding> lane_choices(const Dataflow& lowered, const Unit& unit);

}  // namespace sluice
