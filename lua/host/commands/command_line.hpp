// The command line of one command: declared as a table, parsed strictly, printed as help.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/error.hpp"

namespace sluice {

// The command line itself is wrong: exit status 2, as shells know it.
class UsageError : public Error {
 public:
  using Error::Error;
};

struct OptionSpec {
  std::string name;        // "--input" or "-o"
  std::string value_name;  // "FILE.npy"; empty for a switch
  std::string help;
  bool required = false;
};

struct CommandSpec {
  std::string name;                   // "simulate"
  std::string brief;                  // in the list of commands: "a design on input frames"
  std::string summary;                // a sentence or two
  std::vector<std::string> operands;  // "DIR": all are required
  std::vector<std::string> operand_help;
  std::vector<OptionSpec> options;
  std::string epilogue;  // what else --help says
};

// What was given, as text; each option at most once.
class ParsedCommand {
 public:
  bool help = false;
  std::vector<std::string> operands;

  bool has(const std::string& option) const { return values_.count(option) > 0; }
  std::string text(const std::string& option, const std::string& otherwise = "") const;
  std::optional<std::string> optional_text(const std::string& option) const;
  // Throw UsageError for anything else than a whole number or a number of the given range.
  std::int64_t integer(const std::string& option, std::int64_t otherwise, std::int64_t least,
                       std::int64_t most) const;
  double number(const std::string& option, double otherwise, double least, double most) const;

 private:
  friend ParsedCommand parse_command(const CommandSpec&, const std::vector<std::string>&);
  std::map<std::string, std::string> values_;
};

// `words` are what follows the command's name. `--option VALUE` and `--option=VALUE` are the same.
ParsedCommand parse_command(const CommandSpec& spec, const std::vector<std::string>& words);

std::string help_text(const CommandSpec& spec);

// With spaces behind, to `width` at least.
std::string padded(std::string text, std::size_t width);

}  // namespace sluice
