// The commands of `sluice`, by name; a new one is a new line in the list.
#include "lua/host/commands/commands.hpp"

#include <iostream>

#include "lua/host/commands/compile_command.hpp"
#include "lua/host/commands/doctor_command.hpp"
#include "lua/host/commands/simulate_command.hpp"
#include "lua/host/commands/verify_command.hpp"

namespace sluice {
namespace {

constexpr Command kCommands[] = {
    {compile_spec, run_compile},
    {simulate_spec, run_simulate},
    {verify_spec, run_verify},
    {doctor_spec, run_doctor},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

std::string command_list() {
  std::string text;
  for (const Command& command : kCommands) {
    const CommandSpec spec = command.spec();
    text += "  " + padded(spec.name, 14) + " " + spec.brief + "\n";
  }
  return text;
}

const Command* find_command(const std::string& name) {
  for (const Command& command : kCommands) {
    if (command.spec().name == name) return &command;
  }
  return nullptr;
}

int run_command(const Command& command, const std::vector<std::string>& words) {
  const CommandSpec spec = command.spec();
  const ParsedCommand parsed = parse_command(spec, words);
  if (parsed.help) {
    std::cout << help_text(spec);
    return 0;
  }
  return command.run(parsed);
}

}  // namespace sluice
