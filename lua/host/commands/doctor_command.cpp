// `sluice doctor`: looks for the tools in the PATH and asks each for its version.
#include "lua/host/commands/doctor_command.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>

#include "lua/host/interpreter.hpp"
#include "lua/host/program.hpp"

namespace sluice {
namespace {

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "");
  std::string folder;
  while (std::getline(folders, folder, ':')) {
    const std::string candidate = folder + "/" + name;
    std::error_code error;
    if (std::filesystem::is_regular_file(candidate, error) &&
        ::access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
  }
  return "";
}

// The first line with something on it that the command prints; empty when the command fails.
std::string first_line(const std::string& command) {
  FILE* pipe = ::popen((command + " 2>&1 </dev/null").c_str(), "r");
  if (pipe == nullptr) return "";
  std::string output;
  std::array<char, 512> block{};
  while (std::fgets(block.data(), block.size(), pipe) != nullptr) output += block.data();
  const int status = ::pclose(pipe);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return "";
  std::istringstream lines(output);
  std::string line;
  while (std::getline(lines, line) && line.empty()) {
  }
  return line;
}

std::string shell_quoted(const std::string& path) { return "'" + path + "'"; }

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

// Gives whether the main job can do with what was found.
bool report_tool(const Tool& tool) {
  const ToolState state = examine(tool);
  const bool works = !state.path.empty() && !state.version.empty();
  const char* mark = works ? "ok     " : (tool.needed ? "MISSING" : "missing");
  const std::string found = works                ? state.version
                            : state.path.empty() ? "not in the PATH"
                                                 : state.path + " does not run";
  std::cout << "  " << mark << "  " << padded(tool.program, 14) << "  " << found << '\n';
  if (!works) std::cout << padded("", 27) << "without it: " << tool.loss << '\n';
  return works || !tool.needed;
}

bool report_source_tree() {
  const std::string root = source_root();
  bool whole = true;
  for (const char* folder : {"lua/torch", "rtl"}) {
    std::error_code error;
    if (std::filesystem::is_directory(root + "/" + folder, error)) continue;
    std::cout << "  MISSING  " << root << "/" << folder
              << ": set SLUICE_HOME to the folder of Sluice's source\n";
    whole = false;
  }
  if (whole) std::cout << "  ok       " << padded("source tree", 14) << "  " << root << '\n';
  return whole;
}

}  // namespace

const std::vector<Tool>& known_tools() {
  static const std::vector<Tool> tools = {
      {"verilator", "--version", "no simulation or verification of the RTL", true},
      {"g++", "--version", "no simulation or verification of the RTL", true},
      {"make", "--version", "no simulation or verification of the RTL", true},
      {"perl", "-e 'print \"perl $^V\\n\"'", "verilator does not run", true},
      {"iverilog", "-V", "no second opinion on the RTL from another simulator", false},
      {"yosys", "-V", "no synthesis: no LUT, DSP and block RAM counts", false},
      {"nextpnr-ice40", "--version", "no place and route, hence no bitstream, for iCE40", false},
      {"nextpnr-ecp5", "--version", "no place and route, hence no bitstream, for ECP5", false},
      {"z3", "--version", "no formal proofs of the RTL", false},
      {"dot", "-V", "no pictures of networks and designs", false},
      {"gtkwave", "--version", "no viewer for waveforms", false},
  };
  return tools;
}

ToolState examine(const Tool& tool) {
  ToolState state;
  state.path = find_program(tool.program);
  if (!state.path.empty()) {
    state.version = first_line(shell_quoted(state.path) + " " + tool.version_option);
  }
  return state;
}

CommandSpec doctor_spec() {
  CommandSpec spec;
  spec.name = "doctor";
  spec.summary =
      "Looks for every tool that Sluice can use: its version, or what is lost without it. Exit\n"
      "status 0 when all that compile, simulate and verify need is there.";
  return spec;
}

int run_doctor(const ParsedCommand&) {
  std::cout << "sluice " << version() << ", " << LUAJIT_VERSION << '\n';
  bool healthy = report_source_tree();
  for (const Tool& tool : known_tools()) healthy = report_tool(tool) && healthy;
  std::cout << (healthy ? "everything that the main job needs is there\n"
                        : "the main job does not work without what is MISSING\n");
  return healthy ? 0 : kFailureStatus;
}

}  // namespace sluice
