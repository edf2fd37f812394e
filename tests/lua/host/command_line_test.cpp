// The parser of command lines: strict about what it does not know, exact about values.
#include "lua/host/commands/command_line.hpp"

#include <catch2/catch.hpp>

namespace sluice {
namespace {

using Catch::Contains;

CommandSpec example_spec() {
  CommandSpec spec;
  spec.name = "example";
  spec.summary = "An example.";
  spec.operands = {"DIR"};
  spec.operand_help = {"a folder"};
  spec.options = {{"--input", "FILE", "a file", true},
                  {"-o", "DIR", "a folder"},
                  {"--raw", "", "a switch"},
                  {"--count", "N", "a number"}};
  return spec;
}

ParsedCommand parse(const std::vector<std::string>& words) {
  return parse_command(example_spec(), words);
}

TEST_CASE("command line: operands, values, switches in any order") {
  const ParsedCommand parsed = parse({"--raw", "dir", "--input=a=b", "-o", "-"});
  CHECK(parsed.operands == std::vector<std::string>{"dir"});
  CHECK(parsed.text("--input") == "a=b");
  CHECK(parsed.text("-o") == "-");
  CHECK(parsed.has("--raw"));
  CHECK_FALSE(parsed.has("--count"));
  CHECK(parsed.text("--count", "7") == "7");
}

TEST_CASE("command line: what is unknown, missing or double is refused") {
  CHECK_THROWS_WITH(parse({"d", "--input", "f", "--what"}),
                    Contains("unknown option --what") && Contains("sluice example --help"));
  CHECK_THROWS_WITH(parse({"d", "--input", "f", "--what=1"}), Contains("unknown option --what"));
  CHECK_THROWS_WITH(parse({"--input", "f"}), Contains("DIR is missing"));
  CHECK_THROWS_WITH(parse({"d"}), Contains("--input FILE is missing"));
  CHECK_THROWS_WITH(parse({"d", "e", "--input", "f"}), Contains("unexpected argument `e`"));
  CHECK_THROWS_WITH(parse({"d", "--input"}), Contains("--input needs a value"));
  CHECK_THROWS_WITH(parse({"d", "--input", ""}), Contains("--input has an empty value"));
  CHECK_THROWS_WITH(parse({"d", "--input="}), Contains("--input has an empty value"));
  CHECK_THROWS_WITH(parse({"d", "--raw=1", "--input", "f"}), Contains("--raw takes no value"));
  CHECK_THROWS_WITH(parse({"d", "--input", "f", "--input", "g"}), Contains("given twice"));
  CHECK_THROWS_AS(parse({"d"}), UsageError);
}

TEST_CASE("command line: numbers are whole words in their range") {
  const ParsedCommand parsed = parse({"d", "--input", "f", "--count", "12"});
  CHECK(parsed.integer("--count", 0, 1, 12) == 12);
  CHECK(parsed.integer("--other", 5, 1, 3) == 5);
  CHECK(parsed.number("--count", 0, 1e-6, 12) == 12.0);
  CHECK_THROWS_WITH(parsed.number("--count", 0, 1e-6, 11.5), Contains("of 1e-06 to 11.5"));
  CHECK_THROWS_WITH(parsed.integer("--count", 0, 1, 11), Contains("of 1 to 11"));
  for (const char* text : {"1x", "1.5", "99999999999999999999", " 1"}) {
    const ParsedCommand bad = parse({"d", "--input", "f", "--count", text});
    CHECK_THROWS_AS(bad.integer("--count", 0, 0, 100), UsageError);
  }
  CHECK_THROWS_AS(parse({"d", "--input", "f", "--count", ""}), UsageError);
  for (const char* text : {"0", "-1", "nan", "inf", "1e999", "x"}) {
    const ParsedCommand bad = parse({"d", "--input", "f", "--count", text});
    CHECK_THROWS_AS(bad.number("--count", 0, 1e-6, 1e6), UsageError);
  }
}

TEST_CASE("command line: --help wins over mistakes, and names everything") {
  CHECK(parse({"--help"}).help);
  CHECK(parse({"d", "-h"}).help);
  CHECK_THAT(help_text(example_spec()),
             Contains("usage: sluice example DIR --input FILE [options]") &&
                 Contains("An example.") && Contains("a switch") && Contains("-o DIR"));
}

}  // namespace
}  // namespace sluice
