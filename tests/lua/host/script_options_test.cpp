// The command line of a script, as `th` reads it.
#include "lua/host/script_options.hpp"

#include <catch2/catch.hpp>

#include "lua/host/commands/command_line.hpp"

namespace sluice {
namespace {

TEST_CASE("script options: nothing at all is the prompt") {
  const ScriptOptions options = parse_script_options({"sluice"});
  CHECK(options.interactive);
  CHECK(options.script_index == 0);
}

TEST_CASE("script options: options end at the script, whose arguments are its own") {
  const ScriptOptions options =
      parse_script_options({"sluice", "-l", "nn", "-e", "x = 1", "-i", "a.lua", "-e", "--help"});
  REQUIRE(options.preambles.size() == 2);
  CHECK(options.preambles[0].kind == Preamble::Kind::library);
  CHECK(options.preambles[0].text == "nn");
  CHECK(options.preambles[1].text == "x = 1");
  CHECK(options.interactive);
  CHECK_FALSE(options.help);
  CHECK(options.script_index == 6);
  CHECK(parse_script_options({"sluice", "--", "-e"}).script_index == 2);
  CHECK(parse_script_options({"sluice", "-"}).script_index == 1);
}

TEST_CASE("script options: -e alone is no prompt") {
  CHECK_FALSE(parse_script_options({"sluice", "-e", "x = 1"}).interactive);
}

TEST_CASE("script options: what is unknown or incomplete is refused") {
  CHECK_THROWS_AS(parse_script_options({"sluice", "--what"}), UsageError);
  CHECK_THROWS_AS(parse_script_options({"sluice", "-e"}), UsageError);
  CHECK(parse_script_options({"sluice", "--help"}).help);
  CHECK(parse_script_options({"sluice", "--version"}).version);
}

}  // namespace
}  // namespace sluice
