// The network in floating point, as the user wrote it.
#pragma once

#include <vector>

#include "compiler/design.hpp"
#include "sim/check/reference.hpp"
#include "sim/process/progress.hpp"
#include "sim/simulate.hpp"

namespace sluice {

// With `raw`, what the host's SoftMax or LogSoftMax would have got.
std::vector<SimulatedOutput> run_float_model(const LoadedDesign& design, const Array<float>& input,
                                             FrameWindow window, bool raw, Progress& progress);

}  // namespace sluice
