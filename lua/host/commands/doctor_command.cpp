// `sluice doctor`: looks for the tools in the PATH and asks each for its version.
#include "lua/host/commands/doctor_command.hpp"

#include <filesystem>
#include <iostream>
#include <sstream>

#include "lua/host/interrupt_watch.hpp"
#include "lua/host/program.hpp"
#include "lua/host/source_root.hpp"
#include "runtime/base/interrupt.hpp"
#include "sim/tools.hpp"

namespace sluice {
namespace {

constexpr const char* kNoRtl = "no simulation or verification of the RTL";

// The first line with something on it.
std::string first_line(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line) && line.empty()) {
  }
  return line;
}

bool has_right_version(const Tool& tool, const ToolState& state) {
  return state.version.find(tool.version) != std::string::npos;
}

std::string found_text(const Tool& tool, const ToolState& state) {
  if (state.path.empty()) return "not in the PATH";
  if (state.version.empty()) return state.path + " does not run";
  if (has_right_version(tool, state)) return state.version;
  return state.path + " is " + state.version + ", expected version " + tool.version +
         ", with which sluice was built";
}

// Gives whether the main job can do with what was found.
bool report_tool(const Tool& tool) {
  const ToolState state = examine(tool);
  const bool works = !state.version.empty() && has_right_version(tool, state);
  const char* mark = works ? "ok     " : (tool.needed ? "MISSING" : "missing");
  std::cout << "  " << mark << "  " << padded(tool.program, 14) << "  " << found_text(tool, state)
            << '\n';
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
      {"verilator", {"--version"}, verilator_version(), kNoRtl, true},
      {"g++", {"--version"}, "", kNoRtl, true},
      {"perl", {"-e", "print \"perl $^V\n\""}, "", "verilator does not run", true},
      {"iverilog", {"-V"}, "", "no second opinion on the RTL from another simulator", false},
      {"yosys", {"-V"}, "", "no synthesis: no LUT, DSP and block RAM counts", false},
  };
  return tools;
}

ToolState examine(const Tool& tool) {
  ToolState state;
  state.path = find_tool(tool.program).value_or("");
  if (state.path.empty()) return state;
  std::vector<std::string> words = {state.path};
  words.insert(words.end(), tool.version_words.begin(), tool.version_words.end());
  try {
    state.version = first_line(tool_output(words));
  } catch (const Interrupted&) {
    throw;
  } catch (const Error&) {
    // It does not run; an empty version says so.
  }
  return state;
}

CommandSpec doctor_spec() {
  CommandSpec spec;
  spec.name = "doctor";
  spec.brief = "which tools are installed";
  spec.summary =
      "Looks for every tool that Sluice can use: its version, or what is lost without it. Exit\n"
      "status 0 when all that compile, simulate and verify need is there.";
  return spec;
}

int run_doctor(const ParsedCommand&) {
  const InterruptWatch watch(nullptr, true);
  std::cout << "sluice " << version() << ", " << LUAJIT_VERSION << '\n';
  bool healthy = report_source_tree();
  for (const Tool& tool : known_tools()) healthy = report_tool(tool) && healthy;
  std::cout << (healthy ? "everything that the main job needs is there\n"
                        : "the main job does not work without what is MISSING\n");
  return healthy ? 0 : kFailureStatus;
}

}  // namespace sluice
