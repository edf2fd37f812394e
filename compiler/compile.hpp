// The whole compiler: from a network to a design folder, and back to what simulation needs.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "compiler/design.hpp"
#include "compiler/quantize/quantize.hpp"
#include "compiler/schedule/folding.hpp"

namespace sluice {

// Either `fps` or `multipliers`, or neither: then every unit gets one multiplier.
struct CompileOptions {
  std::string name;  // of the design and its top module; empty: the network's
  QuantizeOptions quantize;
  double clock_mhz = 100;
  std::optional<double> fps;
  std::optional<std::int64_t> multipliers;
  std::map<std::string, LayerFolding> layers;  // pe and simd by hand
  BufferProgress on_progress;  // of the step that takes longest, finding the sizes of buffers
};

// `calibration` holds frames of the network's input, {N, ...}. Throws Error for what cannot be
// computed exactly, formats that do not fit, and goals that cannot be reached; nothing is written.
Design compile(const Network& network, const Array<float>& calibration,
               const CompileOptions& options);

}  // namespace sluice
