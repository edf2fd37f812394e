// Memory images in the layouts that docs/hardware.md gives.
#pragma once

#include "compiler/dataflow/dataflow.hpp"
#include "compiler/netlist/netlist.hpp"

namespace sluice {

MemoryImage weight_image(const MatrixVectorUnit& unit, std::string path);

// The shape of a rescale unit's constants for so many lanes.
struct RescaleLayout {
  std::int64_t period = 1;  // entries until they repeat; 1 or a multiple of word_entries
  int word_entries = 1;     // in a word
  int multiplier_bits = 1, offset_bits = 1;
};
RescaleLayout rescale_layout(const RescaleUnit& unit, int lanes);
MemoryImage rescale_image(const RescaleUnit& unit, int lanes, std::string path);

MemoryImage lookup_image(const LookupUnit& unit, int out_bits, std::string path);

}  // namespace sluice
