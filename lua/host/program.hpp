// What `sluice` does with its command line.
#pragma once

#include <string>
#include <vector>

#include "lua/host/interpreter.hpp"

namespace sluice {

// Exit statuses, as shells and users know them.
inline constexpr int kFailureStatus = 1;
inline constexpr int kUsageStatus = 2;
inline constexpr int kInterruptedStatus = 130;

// The exit status of a chunk that was run; prints its error, with the traceback for a script's.
int report_run(const RunResult& result, bool with_traceback);

// `words[0]` is the program. Gives the exit status; throws Error for a wrong command line.
int run_program(const std::vector<std::string>& words);

}  // namespace sluice
