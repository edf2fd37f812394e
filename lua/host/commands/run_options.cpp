// The options that `simulate` and `verify` share.
#include "lua/host/commands/run_options.hpp"

#include <limits>

#include "compiler/schedule/stalls.hpp"

namespace sluice {

std::string parse_stall_pattern(const std::string& text) {
  if (!stall_kind(text)) {
    throw UsageError("--stalls: found `" + text + "`, expected none, source, sink, both or random");
  }
  return text;
}

UsageError as_usage_error(const std::string& option, const Error& error) {
  return UsageError(option + ": " + error.message, error.location, error.notes);
}

FrameRange parse_frames_option(const ParsedCommand& parsed) {
  if (!parsed.has("--frames")) return {};
  try {
    return parse_frame_range(parsed.text("--frames"));
  } catch (const Error& error) {
    throw as_usage_error("--frames", error);
  }
}

std::uint64_t parse_seed_option(const ParsedCommand& parsed) {
  return static_cast<std::uint64_t>(
      parsed.integer("--seed", 1, 0, std::numeric_limits<std::int64_t>::max()));
}

int parse_jobs_option(const ParsedCommand& parsed) {
  return static_cast<int>(parsed.integer("--jobs", 0, 1, 4096));
}

}  // namespace sluice
