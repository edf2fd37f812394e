// Makes a lowered dataflow as wide as its folding says.
#pragma once

#include "compiler/schedule/folding.hpp"

namespace sluice {

// Every unit as wide as `folding` says, width converters where neighbours differ, weights in the
// order in which the wider windows deliver. Depths are left at their defaults. Where neither of two
// widths divides the other, the road goes through their greatest common divisor if that keeps up
// with the folding's interval, else through their least common multiple.
Dataflow with_folding(const Dataflow& lowered, const Folding& folding);

}  // namespace sluice
