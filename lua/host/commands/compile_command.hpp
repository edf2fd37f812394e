// `sluice compile`: a network to Verilog.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lua/host/commands/command_line.hpp"

namespace sluice {

// What was said on the command line; what was not is the NET file's business, or has a default.
struct CompileCommand {
  std::string net;
  std::string output;
  std::vector<std::int64_t> input;  // empty: not given
  std::optional<std::string> calibrate;
  std::optional<std::int64_t> bits;
  std::optional<double> clock_mhz;
  std::optional<double> fps;
  std::optional<std::int64_t> multipliers;
  std::optional<std::string> name;
};

CommandSpec compile_spec();
CompileCommand parse_compile(const ParsedCommand& parsed);
int run_compile(const ParsedCommand& parsed);

// "1x28x28" -> {1, 28, 28}; throws UsageError for anything else.
std::vector<std::int64_t> parse_sizes(const std::string& option, const std::string& text);

}  // namespace sluice
