// What `sluice` does with its command line: a command, a script as `th` runs it, or the prompt.
#include "lua/host/program.hpp"

#include <iostream>

#include "lua/host/interpreter.hpp"
#include "lua/host/interrupt_watch.hpp"
#include "lua/host/script_options.hpp"

namespace sluice {
namespace {

int report(const RunResult& result) {
  if (result.outcome == Outcome::ok) return 0;
  std::cout.flush();
  std::cerr << "sluice: " << result.message << '\n';
  return result.outcome == Outcome::interrupted ? kInterruptedStatus : kFailureStatus;
}

RunResult run_preamble(Interpreter& interpreter, const Preamble& preamble) {
  if (preamble.kind == Preamble::Kind::statement) {
    return interpreter.run_text(preamble.text, "=(command line)");
  }
  return interpreter.run_text("local name = ... _G[name] = require(name)", "=(command line)",
                              {preamble.text});
}

int run_script(const std::vector<std::string>& words, const ScriptOptions& options) {
  Interpreter interpreter;
  const InterruptWatch watch(interpreter.state(), !options.interactive);
  interpreter.set_arguments(words, options.script_index);
  if (const int status = report(interpreter.run_text("pcall(require, 'torch')", "=(start)"))) {
    return status;
  }
  for (const Preamble& preamble : options.preambles) {
    if (const int status = report(run_preamble(interpreter, preamble))) return status;
  }
  if (options.script_index != 0) {
    const auto script = words.begin() + options.script_index;
    const RunResult result = *script == "-"
                                 ? interpreter.run_stdin()
                                 : interpreter.run_file(*script, {script + 1, words.end()});
    if (const int status = report(result)) return status;
  }
  if (!options.interactive) return 0;
  return report(interpreter.run_text("os.exit(require('prompt').run())", "=(prompt)"));
}

}  // namespace

int run_program(const std::vector<std::string>& words) {
  const ScriptOptions options = parse_script_options(words);
  if (options.help) {
    std::cout << script_help();
    return 0;
  }
  if (options.version) {
    std::cout << "sluice " << version() << '\n';
    return 0;
  }
  return run_script(words, options);
}

}  // namespace sluice
