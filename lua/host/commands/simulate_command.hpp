// `sluice simulate`: a design on input frames.
#pragma once

#include <string>

#include "lua/host/commands/command_line.hpp"
#include "sim/simulate.hpp"

namespace sluice {

struct SimulateCommand {
  std::string design;
  std::string input;
  std::string output;
  SimulateOptions options;
};

CommandSpec simulate_spec();
SimulateCommand parse_simulate(const ParsedCommand& parsed);
int run_simulate(const ParsedCommand& parsed);

// Where an output goes: `path` when it is the only one, else NAME is put before the ".npy".
std::string output_path(const std::string& path, const std::string& name, std::size_t count);

}  // namespace sluice
