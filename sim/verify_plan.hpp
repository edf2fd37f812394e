// Which runs a verification is made of.
#pragma once

#include <string>
#include <vector>

#include "sim/check/prediction.hpp"
#include "sim/design.hpp"
#include "sim/run.hpp"
#include "sim/verify.hpp"

namespace sluice {

// All chosen frames through the RTL's outputs without stalls; then the first `stalled_frames` of
// them under every pattern, with every stream (and through SystemC as well) if so asked. The first
// run is long enough to show the steady interval.
std::vector<RunSpec> plan_runs(const VerifyOptions& options, FrameWindow window,
                               const SteadyState& steady, int jobs);

// Where a finding at an output may come from: the same frame with every stream watched.
RunSpec closer_look(const RunSpec& spec, const Finding& finding, std::int64_t output_beats);

std::string run_name(const RunSpec& spec);

}  // namespace sluice
