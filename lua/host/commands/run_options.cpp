// The options that `simulate` and `verify` share.
#include "lua/host/commands/run_options.hpp"

#include <limits>

#include "sim/options.hpp"

namespace sluice {

CommandSpec run_spec(const std::string& name, const std::string& brief, const std::string& summary,
                     const std::vector<OptionSpec>& own) {
  CommandSpec spec;
  spec.name = name;
  spec.brief = brief;
  spec.summary = summary;
  spec.operands = {"DIR"};
  spec.operand_help = {"a design folder, as `sluice compile` writes it"};
  spec.options = {{"--input", "FILE.npy", "frames: N x the input's sizes, float32 or uint8", true}};
  spec.options.insert(spec.options.end(), own.begin(), own.end());
  spec.options.push_back({"--frames", "A:B", "only frames A to B-1, counted from 0"});
  spec.options.push_back({"--seed", "N", "of the random stalls, default 1"});
  spec.options.push_back({"--jobs", "N", "worker processes; one a processor if not given"});
  return spec;
}

UsageError as_usage_error(const std::string& option, const Error& error) {
  return UsageError(option + ": " + error.message, error.location, error.notes);
}

std::string parse_stall_pattern(const std::string& text) {
  try {
    stall_pattern(text, 0);
  } catch (const Error& error) {
    throw as_usage_error("--stalls", error);
  }
  return text;
}

FrameRange parse_frames_option(const ParsedCommand& parsed) {
  if (!parsed.has("--frames")) return {};
  try {
    return parse_frame_range(parsed.text("--frames"));
  } catch (const Error& error) {
    throw as_usage_error("--frames", error);
  }
}

std::optional<std::uint64_t> parse_seed_option(const ParsedCommand& parsed) {
  if (!parsed.has("--seed")) return std::nullopt;
  return static_cast<std::uint64_t>(
      parsed.integer("--seed", 1, 0, std::numeric_limits<std::int64_t>::max()));
}

int parse_jobs_option(const ParsedCommand& parsed) {
  return static_cast<int>(parsed.integer("--jobs", 0, 1, kMostJobs));
}

}  // namespace sluice
