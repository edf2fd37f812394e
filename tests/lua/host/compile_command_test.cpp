// `sluice compile`: what its command line means.
#include "lua/host/commands/compile_command.hpp"

#include <catch2/catch.hpp>

namespace sluice {
namespace {

using Catch::Contains;

CompileCommand parse_compile(std::vector<std::string> words) {
  words.insert(words.begin(), {"net.t7", "-o", "out"});
  return parse_compile(parse_command(compile_spec(), words));
}

TEST_CASE("compile command: everything is optional but the net and the folder") {
  const CompileCommand command = parse_compile({});
  CHECK(command.net == "net.t7");
  CHECK(command.output == "out");
  CHECK(command.input.empty());
  CHECK_FALSE(command.bits);
  CHECK_FALSE(command.fps);
}

TEST_CASE("compile command: every option arrives") {
  const CompileCommand command =
      parse_compile({"--input", "1x28x28", "--calibrate", "c.npy", "--bits", "6", "--clock-mhz",
                     "12.5", "--fps", "29.97", "--name", "n"});
  CHECK(command.input == std::vector<std::int64_t>{1, 28, 28});
  CHECK(command.calibrate == "c.npy");
  CHECK(command.bits == 6);
  CHECK(command.clock_mhz == 12.5);
  CHECK(command.fps == 29.97);
  CHECK(command.name == "n");
  CHECK(parse_compile({"--multipliers", "80"}).multipliers == 80);
  CHECK(parse_compile({"--input", "784"}).input == std::vector<std::int64_t>{784});
}

TEST_CASE("compile command: values out of range are refused") {
  CHECK_THROWS_WITH(parse_compile({"--bits", "1"}), Contains("2 to 16"));
  CHECK_THROWS_WITH(parse_compile({"--bits", "17"}), Contains("2 to 16"));
  CHECK_THROWS_WITH(parse_compile({"--clock-mhz", "0"}), Contains("1e-06 to 1e+06"));
  CHECK_THROWS_AS(parse_compile({"--clock-mhz", "1e300"}), UsageError);
  CHECK_THROWS_WITH(parse_compile({"--fps", "0"}), Contains("1e-09 to 1e+15"));
  for (const char* name : {"", "a b", "_a", "a__b", "1st", "always"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(parse_compile({"--name", name}), UsageError);
  }
  CHECK_THROWS_WITH(parse_compile({"--name", "a b"}), Contains("--name: found design name 'a b'"));
  CHECK_THROWS_WITH(parse_compile({"--fps", "1", "--multipliers", "1"}), Contains("one of them"));
  for (const char* sizes : {"", "1x", "x1", "0x2", "1,2", "-1", "1x2x3x4", "1xx2"}) {
    CHECK_THROWS_AS(parse_compile({"--input", sizes}), UsageError);
  }
}

}  // namespace
}  // namespace sluice
