// `sluice doctor`: which tools are installed, and what is lost without the others.
#pragma once

#include <string>
#include <vector>

#include "lua/host/commands/command_line.hpp"

namespace sluice {

// A program that Sluice, or a user of its designs, may want.
struct Tool {
  std::string program;
  std::vector<std::string> version_words;  // what it is called with to name its version
  std::string version;                     // a part of what it must say then; "": any will do
  std::string loss;                        // what is lost without it
  bool needed;                             // by the main job: compile, simulate, verify
};

struct ToolState {
  std::string path;     // empty: not found
  std::string version;  // the first line it printed; empty where it did not run
};

const std::vector<Tool>& known_tools();

// Looks in the PATH and asks for the version.
ToolState examine(const Tool& tool);

CommandSpec doctor_spec();
int run_doctor(const ParsedCommand& parsed);

}  // namespace sluice
