// The command line of one command: strict, so that nothing that was asked for is ignored.
#include "lua/host/commands/command_line.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace sluice {
namespace {

[[noreturn]] void fail(const CommandSpec& spec, const std::string& message) {
  throw UsageError(spec.name + ": " + message, {},
                   {"`sluice " + spec.name + " --help` lists the options"});
}

const OptionSpec& find_option(const CommandSpec& spec, const std::string& name) {
  for (const OptionSpec& option : spec.options) {
    if (option.name == name) return option;
  }
  fail(spec, "unknown option " + name);
}

std::string usage_of(const OptionSpec& option) {
  return option.value_name.empty() ? option.name : option.name + " " + option.value_name;
}

void demand_complete(const CommandSpec& spec, const ParsedCommand& parsed) {
  const std::size_t given = parsed.operands.size();
  if (given < spec.operands.size()) fail(spec, spec.operands[given] + " is missing");
  if (given > spec.operands.size()) {
    fail(spec, "unexpected argument `" + parsed.operands[spec.operands.size()] + "`");
  }
  for (const OptionSpec& option : spec.options) {
    if (option.required && !parsed.has(option.name)) fail(spec, usage_of(option) + " is missing");
  }
}

}  // namespace

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

ParsedCommand parse_command(const CommandSpec& spec, const std::vector<std::string>& words) {
  ParsedCommand parsed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--help" || word == "-h") {
      parsed.help = true;
      return parsed;
    }
    if (word.size() < 2 || word[0] != '-') {
      parsed.operands.push_back(word);
      continue;
    }
    const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
    const OptionSpec& option = find_option(spec, word.substr(0, equals));
    std::string value;
    if (option.value_name.empty()) {
      if (equals != std::string::npos) fail(spec, option.name + " takes no value");
    } else if (equals != std::string::npos) {
      value = word.substr(equals + 1);
    } else if (i + 1 < words.size()) {
      value = words[++i];
    } else {
      fail(spec, option.name + " needs a value: " + usage_of(option));
    }
    if (value.empty() && !option.value_name.empty()) {
      fail(spec, option.name + " has an empty value: " + usage_of(option));
    }
    if (!parsed.values_.emplace(option.name, value).second) {
      fail(spec, option.name + " is given twice");
    }
  }
  demand_complete(spec, parsed);
  return parsed;
}

std::string help_text(const CommandSpec& spec) {
  std::string text = "usage: sluice " + spec.name;
  for (const std::string& operand : spec.operands) text += " " + operand;
  for (const OptionSpec& option : spec.options) {
    if (option.required) text += " " + usage_of(option);
  }
  text += " [options]\n\n" + spec.summary + "\n\n";
  std::size_t width = 0;
  for (const std::string& operand : spec.operands) width = std::max(width, operand.size());
  for (const OptionSpec& option : spec.options) width = std::max(width, usage_of(option).size());
  for (std::size_t i = 0; i < spec.operands.size(); ++i) {
    text += "  " + padded(spec.operands[i], width) + "  " + spec.operand_help[i] + "\n";
  }
  for (const OptionSpec& option : spec.options) {
    text += "  " + padded(usage_of(option), width) + "  " + option.help + "\n";
  }
  text += "  " + padded("--help", width) + "  this text\n";
  return spec.epilogue.empty() ? text : text + "\n" + spec.epilogue;
}

std::string ParsedCommand::text(const std::string& option, const std::string& otherwise) const {
  return optional_text(option).value_or(otherwise);
}

std::optional<std::string> ParsedCommand::optional_text(const std::string& option) const {
  const auto found = values_.find(option);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

std::int64_t ParsedCommand::integer(const std::string& option, std::int64_t otherwise,
                                    std::int64_t least, std::int64_t most) const {
  if (!has(option)) return otherwise;
  const std::string value = text(option);
  std::int64_t number = 0;
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc{} || stop != end || number < least || number > most) {
    throw UsageError(option + ": found `" + value + "`, expected a whole number of " +
                     std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

double ParsedCommand::number(const std::string& option, double otherwise, double least,
                             double most) const {
  if (!has(option)) return otherwise;
  const std::string value = text(option);
  double number = 0;
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc{} || stop != end || !(number >= least && number <= most)) {
    std::ostringstream range;
    range << least << " to " << most;
    throw UsageError(option + ": found `" + value + "`, expected a number of " + range.str());
  }
  return number;
}

}  // namespace sluice
