// `sluice verify`: RTL against the integer reference and the cycle model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lua/host/commands/command_line.hpp"
#include "sim/verify.hpp"

namespace sluice {

struct VerifyCommand {
  std::string design;
  std::string input;
  std::optional<std::string> labels;
  VerifyOptions options;
};

CommandSpec verify_spec();
VerifyCommand parse_verify(const ParsedCommand& parsed);
int run_verify(const ParsedCommand& parsed);

}  // namespace sluice
