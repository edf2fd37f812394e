// The options that `simulate` and `verify` share, and how their mistakes are reported.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lua/host/commands/command_line.hpp"
#include "sim/simulate.hpp"

namespace sluice {

FrameRange parse_frames_option(const ParsedCommand& parsed);
std::optional<std::uint64_t> parse_seed_option(const ParsedCommand& parsed);
int parse_jobs_option(const ParsedCommand& parsed);

// The command's DIR, --input, the options of its own, --frames, --seed and --jobs.
CommandSpec run_spec(const std::string& name, const std::string& brief, const std::string& summary,
                     const std::vector<OptionSpec>& own);

// "none", "source", ...; anything else is a UsageError.
std::string parse_stall_pattern(const std::string& text);

// Fills in what SimulateOptions and VerifyOptions have in common.
template <typename Options>
void parse_run_options(const ParsedCommand& parsed, Options& options) {
  options.frames = parse_frames_option(parsed);
  if (const auto seed = parse_seed_option(parsed)) options.seed = *seed;
  options.jobs = parse_jobs_option(parsed);
}

// The mistake in an option's value as one of the command line.
UsageError as_usage_error(const std::string& option, const Error& error);

}  // namespace sluice
