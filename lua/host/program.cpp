// What `sluice` does with its command line: a command, a script as `th` runs it, or the prompt.
#include "lua/host/program.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "lua/host/commands/commands.hpp"
#include "lua/host/interpreter.hpp"
#include "lua/host/interrupt_watch.hpp"
#include "lua/host/script_options.hpp"

namespace sluice {
namespace {

int report(const RunResult& result) { return report_run(result, true); }

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
  if (const int status = report(interpreter.run_text("require 'prompt.start'", "=(start)"))) {
    return status;
  }
  for (const Preamble& preamble : options.preambles) {
    if (const int status = report(run_preamble(interpreter, preamble))) return status;
  }
  if (options.script_index != 0) {
    const auto script = words.begin() + options.script_index;
    const std::vector<std::string> arguments(script + 1, words.end());
    const RunResult result = *script == "-" ? interpreter.run_stdin(arguments)
                                            : interpreter.run_file(*script, arguments);
    if (const int status = report(result)) return status;
  }
  if (!options.interactive) return 0;
  return report(interpreter.run_text("os.exit(require('prompt').run())", "=(prompt)"));
}

}  // namespace

int report_run(const RunResult& result, bool with_traceback) {
  if (result.outcome == Outcome::ok) return 0;
  std::string text = result.message;
  if (!with_traceback && std::getenv("SLUICE_TRACEBACK") == nullptr) {
    text.resize(std::min(text.size(), text.find("\nstack traceback:")));
  }
  std::cout.flush();
  std::cerr << "sluice: " << text << '\n';
  return result.outcome == Outcome::interrupted ? kInterruptedStatus : kFailureStatus;
}

int run_program(const std::vector<std::string>& words) {
  // What a script prints and the progress on stderr keep their order in a log.
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  const Command* command = words.size() > 1 ? find_command(words[1]) : nullptr;
  if (command != nullptr) return run_command(*command, {words.begin() + 2, words.end()});
  const ScriptOptions options = parse_script_options(words);
  if (options.help) {
    std::cout << script_help() << command_list();
    return 0;
  }
  if (options.version) {
    std::cout << "sluice " << version() << '\n';
    return 0;
  }
  return run_script(words, options);
}

}  // namespace sluice
