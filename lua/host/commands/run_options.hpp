// The options that `simulate` and `verify` share, and how their mistakes are reported.
#pragma once

#include <cstdint>
#include <string>

#include "lua/host/commands/command_line.hpp"
#include "sim/simulate.hpp"

namespace sluice {

// "none", "source", ...; anything else is a UsageError.
std::string parse_stall_pattern(const std::string& text);

FrameRange parse_frames_option(const ParsedCommand& parsed);
std::uint64_t parse_seed_option(const ParsedCommand& parsed);
int parse_jobs_option(const ParsedCommand& parsed);

// The mistake in an option's value as one of the command line.
UsageError as_usage_error(const std::string& option, const Error& error);

}  // namespace sluice
