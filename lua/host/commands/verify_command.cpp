// `sluice verify`: its options, and the files around verify().
#include "lua/host/commands/verify_command.hpp"

#include <algorithm>
#include <iostream>

#include "lua/host/commands/run_options.hpp"
#include "lua/host/interrupt_watch.hpp"
#include "lua/host/program.hpp"
#include "runtime/files/npy.hpp"

namespace sluice {
namespace {

bool parse_streams(const std::string& text) {
  if (text == "all") return true;
  if (text == "outputs") return false;
  throw UsageError("--streams: found `" + text + "`, expected outputs or all");
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t first = 0;
  while (true) {
    const std::size_t comma = text.find(',', first);
    parts.push_back(text.substr(first, comma - first));
    if (comma == std::string::npos) return parts;
    first = comma + 1;
  }
}

}  // namespace

CommandSpec verify_spec() {
  return run_spec(
      "verify", "RTL against the integer reference, values and cycles",
      "Runs the RTL on the frames of a file and compares every value with the integer reference\n"
      "and every cycle with the cycle model. Writes DIR/verify.json; exit status 0 only when all\n"
      "is equal.",
      {{"--labels", "FILE.npy", "one class a frame, counted from 0: the accuracy is reported"},
       {"--streams", "WHICH", "outputs (default) or all: every stream inside the design too"},
       {"--stalls", "PATTERN,...", "none (default), source, sink, both, random: each is a run"}});
}

VerifyCommand parse_verify(const ParsedCommand& parsed) {
  VerifyCommand command;
  command.design = parsed.operands.at(0);
  command.input = parsed.text("--input");
  command.labels = parsed.optional_text("--labels");
  VerifyOptions& options = command.options;
  std::vector<std::string> patterns;
  options.all_streams = parse_streams(parsed.text("--streams", "outputs"));
  for (const std::string& pattern : split(parsed.text("--stalls", "none"))) {
    patterns.push_back(parse_stall_pattern(pattern));
  }
  options.stalls = patterns;
  try {
    refuse_repeated_stalls(options.stalls);
  } catch (const Error& error) {
    throw as_usage_error("--stalls", error);
  }
  parse_run_options(parsed, options);
  options.names.input = command.input;
  if (command.labels) options.names.labels = *command.labels;
  return command;
}

int run_verify(const ParsedCommand& parsed) {
  const VerifyCommand command = parse_verify(parsed);
  const InterruptWatch watch(nullptr, true);
  forget_last_verification(command.design);
  const AnyArray input = read_npy(command.input);
  std::optional<AnyArray> labels;
  if (command.labels) labels = read_npy(*command.labels);
  const VerifyReport report = verify(command.design, input, labels, command.options);
  std::cout << summary(report);
  return report.passed() ? 0 : kFailureStatus;
}

}  // namespace sluice
