// Runs other programs (Verilator, the C++ compiler): all output to a log, killed with their
// children on Ctrl-C, failures explained.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

struct ToolCommand {
  std::vector<std::string> words;  // words[0] is looked up in PATH
  std::string directory;           // where it runs
  std::string log;                 // stdout and stderr, appended when it ends; "": kept nowhere
};

// Runs all, at most `jobs` at once. Throws Error when one cannot be started (how to get it) or
// fails (its exit status, the end of its log and where the whole log is), Interrupted on Ctrl-C;
// none is left running then. `on_wait` is called with the number that have ended, many times a
// second.
void run_tools(const std::vector<ToolCommand>& commands, int jobs = 1,
               const std::function<void(std::size_t ended)>& on_wait = {});

// The path of a program as PATH leads to it.
std::optional<std::string> find_tool(const std::string& tool);

// What a program prints that needs no log, its last newline cut off. Throws as run_tools().
std::string tool_output(const std::vector<std::string>& words);

// The last `lines` lines of a text, without the last newline.
std::string last_lines(const std::string& text, int lines);

}  // namespace sluice
