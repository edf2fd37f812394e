// The command line of `sluice` without a command: Torch's `th`.
#pragma once

#include <string>
#include <vector>

namespace sluice {

// One step to run before the script, in the order given.
struct Preamble {
  enum class Kind { library, statement } kind;
  std::string text;
};

struct ScriptOptions {
  std::vector<Preamble> preambles;  // -l NAME and -e STATEMENT
  bool interactive = false;         // -i, or nothing to run
  bool help = false;
  bool version = false;
  int script_index = 0;  // into the words given; 0 where there is no script
};

// `words[0]` is the program. Throws UsageError for an unknown option or a missing argument.
ScriptOptions parse_script_options(const std::vector<std::string>& words);

// Ends with the heading of the list of commands.
std::string script_help();

}  // namespace sluice
