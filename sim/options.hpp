// Options as words, and what they stand for.
#pragma once

#include <string>

#include "compiler/schedule/stalls.hpp"
#include "sim/simulate.hpp"

namespace sluice {

// "none", "source", "sink", "both", "random"; anything else is an Error.
StallPattern stall_pattern(const std::string& name, std::uint64_t seed);

// "rtl", "systemc", "integer", "float".
std::string model_name(SimulationModel model);

constexpr int kMostJobs = 4096;

// 0 stands for one a processor; less, or more than kMostJobs, is an Error.
int job_count(int jobs);

}  // namespace sluice
