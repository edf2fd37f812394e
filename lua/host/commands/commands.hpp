// The commands of `sluice`, by name.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "lua/host/commands/command_line.hpp"

namespace sluice {

struct Command {
  CommandSpec (*spec)();
  // Gives the exit status: 0 only when everything holds.
  int (*run)(const ParsedCommand& parsed);
};

// In the order in which help lists them.
std::span<const Command> commands();

// A line for each: its name and what it is about.
std::string command_list();

// Null when no command has that name.
const Command* find_command(const std::string& name);

// Parses `words` (what follows the name) and runs, or prints the help.
int run_command(const Command& command, const std::vector<std::string>& words);

}  // namespace sluice
