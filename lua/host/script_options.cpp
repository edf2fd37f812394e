// The command line of `sluice` without a command: Torch's `th`.
#include "lua/host/script_options.hpp"

#include "lua/host/commands/command_line.hpp"

namespace sluice {
namespace {

const std::string& argument_of(const std::vector<std::string>& words, std::size_t& i) {
  if (i + 1 >= words.size()) throw UsageError("option " + words[i] + " needs an argument");
  return words[++i];
}

}  // namespace

ScriptOptions parse_script_options(const std::vector<std::string>& words) {
  ScriptOptions options;
  std::size_t i = 1;
  for (; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "-l") {
      options.preambles.push_back({Preamble::Kind::library, argument_of(words, i)});
    } else if (word == "-e") {
      options.preambles.push_back({Preamble::Kind::statement, argument_of(words, i)});
    } else if (word == "-i") {
      options.interactive = true;
    } else if (word == "-h" || word == "--help" || word == "help") {
      options.help = true;
    } else if (word == "-v" || word == "--version") {
      options.version = true;
    } else if (word == "--") {
      ++i;
      break;
    } else if (word.size() > 1 && word[0] == '-') {
      throw UsageError("unknown option " + word, {}, {"`sluice --help` lists the options"});
    } else {
      break;
    }
  }
  options.script_index = i < words.size() ? static_cast<int>(i) : 0;
  if (options.script_index == 0 && options.preambles.empty()) options.interactive = true;
  return options;
}

std::string script_help() {
  return R"(usage: sluice [options] [SCRIPT.lua [arguments]]
       sluice COMMAND [options]

Without a script: an interactive prompt.

options:
  -l NAME        require the package NAME first
  -e STATEMENT   run STATEMENT first
  -i             enter the prompt after the script
  -h, --help     this text
  -v, --version  the version
  --             end of the options
  -              (as SCRIPT.lua) read the script from standard input

commands, each with --help:
)";
}

}  // namespace sluice
