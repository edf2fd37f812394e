// The network in floating point, as the user wrote it.
#pragma once

#include <vector>

#include "compiler/design.hpp"
#include "sim/check/reference.hpp"
#include "sim/progress.hpp"
#include "sim/simulate.hpp"

namespace sluice {

// Whether the SoftMax or LogSoftMax that the host applies to the hardware's results is applied, or
// what it would have got is given.
enum class HostOps { kApplied, kLeftOut };

std::vector<SimulatedOutput> run_float_model(const LoadedDesign& design, const Array<float>& input,
                                             FrameWindow window, HostOps host_ops,
                                             Progress& progress);

}  // namespace sluice
