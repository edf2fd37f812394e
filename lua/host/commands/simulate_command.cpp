// `sluice simulate`: its options, and the files around simulate().
#include "lua/host/commands/simulate_command.hpp"

#include <filesystem>
#include <iostream>

#include "lua/host/commands/run_options.hpp"
#include "lua/host/interrupt_watch.hpp"
#include "runtime/files/file.hpp"
#include "runtime/files/npy.hpp"
#include "runtime/files/npy_header.hpp"

namespace sluice {

CommandSpec simulate_spec() {
  return run_spec("simulate", "a design on input frames",
                  "Computes what a compiled design gives for the frames of a file.",
                  {
                      {"--output", "FILE.npy",
                       "where the results go; with several outputs FILE-NAME.npy each", true},
                      {"--model", "MODEL", "rtl (default), systemc, integer or float"},
                      {"--stalls", "PATTERN", "none (default), source, sink, both or random"},
                      {"--raw", "", "the hardware's integers instead of real numbers"},
                  });
}

SimulateCommand parse_simulate(const ParsedCommand& parsed) {
  SimulateCommand command;
  command.design = parsed.operands.at(0);
  command.input = parsed.text("--input");
  command.output = parsed.text("--output");
  SimulateOptions& options = command.options;
  try {
    options.model = parse_simulation_model(parsed.text("--model", "rtl"));
  } catch (const Error& error) {
    throw as_usage_error("--model", error);
  }
  options.stalls = parse_stall_pattern(parsed.text("--stalls", "none"));
  parse_run_options(parsed, options);
  options.names.input = command.input;
  options.raw = parsed.has("--raw");
  try {
    refuse_idle_options(options);
  } catch (const Error& error) {
    throw UsageError("--" + error.message, error.location, error.notes);
  }
  return command;
}

std::string output_path(const std::string& path, const std::string& name, std::size_t count) {
  if (count == 1) return path;
  const bool has_ending = path.ends_with(".npy");
  const std::string stem = has_ending ? path.substr(0, path.size() - 4) : path;
  return stem + "-" + name + (has_ending ? ".npy" : "");
}

// Results in place of what they are made from would lose it.
void refuse_overwriting(const SimulateCommand& command, const std::string& output) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::equivalent(output, command.input, error)) {
    throw UsageError("--output: found " + output + ", expected another file than --input");
  }
  const fs::path design = fs::weakly_canonical(command.design, error);
  const fs::path inside = fs::weakly_canonical(output, error).lexically_relative(design);
  if (!error && !inside.empty() && inside != "." && *inside.begin() != "..") {
    throw UsageError("--output: found " + output +
                     " inside of the design, expected a file beside it");
  }
}

int run_simulate(const ParsedCommand& parsed) {
  SimulateCommand command = parse_simulate(parsed);
  const InterruptWatch watch(nullptr, true);
  const AnyArray input = read_npy(command.input);
  command.options.on_outputs = [&command](const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const std::string path = output_path(command.output, name, names.size());
      refuse_overwriting(command, path);
      refuse_unwritable(path);
    }
  };
  const SimulateResult result = simulate(command.design, input, command.options);
  for (const SimulatedOutput& output : result.outputs) {
    const std::string path = output_path(command.output, output.name, result.outputs.size());
    write_npy(path, output.values);
    std::cout << output.name << ": " << path << ", " << element_name_of(output.values) << " "
              << python_tuple(shape_of(output.values));
    if (!output.host_op.empty()) std::cout << ", after " << output.host_op << " on the host";
    std::cout << '\n';
  }
  std::cerr << saturation_text(result.input_saturated);
  if (result.simulated_cycles > 0) std::cout << result.simulated_cycles << " cycles\n";
  return 0;
}

}  // namespace sluice
