// `sluice compile`: its options, and the call of the Lua side, which loads the net and compiles it.
#include "lua/host/commands/compile_command.hpp"

#include <charconv>
#include <iostream>

#include "compiler/front_end.hpp"
#include "lua/host/interpreter.hpp"
#include "lua/host/interrupt_watch.hpp"
#include "lua/host/program.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kMost = std::int64_t{1} << 40;
// As sluice.compile has them.
constexpr double kLeastClockMhz = 1e-6, kMostClockMhz = 1e6;
constexpr double kLeastFps = 1e-9, kMostFps = 1e15;

std::optional<std::int64_t> optional_integer(const ParsedCommand& parsed, const std::string& option,
                                             std::int64_t least, std::int64_t most) {
  if (!parsed.has(option)) return std::nullopt;
  return parsed.integer(option, 0, least, most);
}

void set_text(lua_State* lua, const char* key, const std::optional<std::string>& value) {
  if (!value) return;
  lua_pushlstring(lua, value->data(), value->size());
  lua_setfield(lua, -2, key);
}

template <typename T>
void set_number(lua_State* lua, const char* key, const std::optional<T>& value) {
  if (!value) return;
  lua_pushnumber(lua, static_cast<lua_Number>(*value));
  lua_setfield(lua, -2, key);
}

void check_name(const std::string& name) {
  try {
    refuse_module_name(name);
  } catch (const Error& error) {
    throw UsageError("--name: " + error.message, {}, error.notes);
  }
}

// Leaves the options as a table in the global that the chunk below takes away again.
void set_options(lua_State* lua, const CompileCommand& command) {
  lua_newtable(lua);
  set_text(lua, "output", command.output);
  set_text(lua, "calibrate", command.calibrate);
  set_text(lua, "name", command.name);
  set_number(lua, "bits", command.bits);
  set_number(lua, "clock_mhz", command.clock_mhz);
  set_number(lua, "fps", command.fps);
  set_number(lua, "multipliers", command.multipliers);
  if (!command.input.empty()) {
    lua_newtable(lua);
    for (std::size_t i = 0; i < command.input.size(); ++i) {
      lua_pushnumber(lua, static_cast<lua_Number>(command.input[i]));
      lua_rawseti(lua, -2, static_cast<int>(i) + 1);
    }
    lua_setfield(lua, -2, "input");
  }
  lua_setglobal(lua, "compile_options");
}

constexpr const char* kChunk =
    "local options = compile_options compile_options = nil "
    "return require('sluice.command').compile(..., options)";

}  // namespace

std::vector<std::int64_t> parse_sizes(const std::string& option, const std::string& text) {
  std::vector<std::int64_t> sizes;
  const char* next = text.data();
  const char* end = next + text.size();
  while (true) {
    std::int64_t size = 0;
    const auto [stop, error] = std::from_chars(next, end, size);
    if (error != std::errc{} || size < 1 || size > kMost || (stop != end && *stop != 'x')) {
      std::string message = option + ": found `";
      message += text + "`, expected sizes such as 1x28x28";
      throw UsageError(message);
    }
    sizes.push_back(size);
    if (stop == end) break;
    next = stop + 1;
  }
  if (sizes.size() > 3) {
    throw UsageError(option + ": found " + std::to_string(sizes.size()) +
                     " sizes, expected 1, 2 or 3: a frame without the batch");
  }
  return sizes;
}

CommandSpec compile_spec() {
  CommandSpec spec;
  spec.name = "compile";
  spec.brief = "a network to Verilog";
  spec.summary = "Compiles a network to Verilog.";
  spec.operands = {"NET"};
  spec.operand_help = {"a .t7 file, or a Lua file that returns a module and, if it likes, a table"};
  spec.options = {
      {"-o", "DIR", "the design folder to write; an older design there is replaced", true},
      {"--input", "1x28x28", "the sizes of one frame, channels first"},
      {"--calibrate", "FILE.npy", "frames from which the ranges of values are taken"},
      {"--bits", "N", "bits of weights and activations, 2 to 16"},
      {"--clock-mhz", "F", "the clock that the design will run at"},
      {"--fps", "F", "frames a second to reach with the fewest multipliers"},
      {"--multipliers", "N", "or: the most multipliers to use for the best speed"},
      {"--name", "NAME", "the name of the top module; the NET's own name if not given"},
  };
  spec.epilogue =
      "A Lua file ends with `return net, {input = {1, 28, 28}, bits = 8, ...}`; the options here\n"
      "win over that table.\n";
  return spec;
}

CompileCommand parse_compile(const ParsedCommand& parsed) {
  CompileCommand command;
  command.net = parsed.operands.at(0);
  command.output = parsed.text("-o");
  if (parsed.has("--input")) command.input = parse_sizes("--input", parsed.text("--input"));
  command.calibrate = parsed.optional_text("--calibrate");
  command.bits = optional_integer(parsed, "--bits", 2, 16);
  if (parsed.has("--clock-mhz")) {
    command.clock_mhz = parsed.number("--clock-mhz", 0, kLeastClockMhz, kMostClockMhz);
  }
  if (parsed.has("--fps")) command.fps = parsed.number("--fps", 0, kLeastFps, kMostFps);
  command.multipliers = optional_integer(parsed, "--multipliers", 1, kMost);
  command.name = parsed.optional_text("--name");
  if (command.name) check_name(*command.name);
  if (command.fps && command.multipliers) {
    throw UsageError("found both --fps and --multipliers, expected one of them");
  }
  return command;
}

int run_compile(const ParsedCommand& parsed) {
  const CompileCommand command = parse_compile(parsed);
  Interpreter interpreter;
  const InterruptWatch watch(interpreter.state(), true);
  interpreter.set_arguments({"sluice", "compile", command.net}, 0);
  set_options(interpreter.state(), command);
  return report_run(interpreter.run_text(kChunk, "=(compile)", {command.net}), false);
}

}  // namespace sluice
