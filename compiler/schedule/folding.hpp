// How wide every unit works: the choice between multipliers and cycles.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// By hand, for one layer; what is missing is chosen.
struct LayerFolding {
  std::optional<int> pe, simd;
};

struct FoldingOptions {
  std::optional<std::int64_t> frame_cycles;  // the most cycles that a frame may take
  std::optional<std::int64_t> multipliers;   // the most multipliers; only without frame_cycles
  std::map<std::string, LayerFolding> layers;
  double clock_mhz = 100;  // what frame rates in reports and messages refer to
};

// One unit's share. `lanes` are a window's input lanes and every other unit's only lanes.
struct UnitFolding {
  int lanes = 1;
  int pe = 1, simd = 1;
  bool parallel_h = false, parallel_w = false;  // of a window
  int places = 1;                               // of a window, in each beat of a reduce
};

// By UnitId of the lowered dataflow.
struct Folding {
  std::vector<UnitFolding> units;
  std::int64_t interval_cycles = 0;  // of the busiest unit
  std::int64_t multipliers = 0;      // of all units
};

// With frame_cycles: the fewest multipliers with which no unit takes longer. With multipliers: the
// shortest interval that so many allow. With neither: one multiplier a unit. Units without
// multiply-accumulates are made wide enough not to be slower than those with. Throws Error for what
// cannot be reached, naming the layer that limits and the best possible, and for a layer or a
// folding that does not exist.
Folding choose_folding(const Dataflow& lowered, const FoldingOptions& options);

// The steps a frame of one unit's busiest sequencer.
std::int64_t folded_steps(const Dataflow& lowered, const Unit& unit, const UnitFolding& folding);

}  // namespace sluice
