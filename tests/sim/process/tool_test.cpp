// Tools that are missing, fail, or are interrupted.
#include "sim/process/tool.hpp"

#include <signal.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <thread>

#include "runtime/base/error.hpp"
#include "runtime/base/interrupt.hpp"
#include "runtime/files/file.hpp"
#include "sim/process/tasks.hpp"
#include "tests/scratch_folder.hpp"

namespace sluice {
namespace {

Error error_of(const ToolCommand& command) {
  try {
    run_tools({command});
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  return Error("");
}

}  // namespace

TEST_CASE("a tool that is not there is named, with how to get it") {
  const Error error = error_of({{"no-such-tool-anywhere", "-x"}, "", ""});
  CHECK(error.message == "no-such-tool-anywhere: not found in PATH");
  CHECK(error.notes.size() == 1);
}

TEST_CASE("a tool that fails is explained by the end of its output and its log") {
  const test::ScratchFolder folder;
  const std::string log = folder.path() + "/log";
  const std::string script = "i=0; while [ $i -lt 40 ]; do echo line $i; i=$((i+1)); done; exit 3";
  const Error error = error_of({{"sh", "-c", script}, folder.path(), log});
  CHECK(error.message == "sh failed with exit status 3");
  REQUIRE(error.notes.size() == 2);
  CHECK_THAT(error.notes[0], Catch::Contains("line 39") && !Catch::Contains("line 20"));
  CHECK_THAT(error.notes[1], Catch::Contains(log));
  CHECK_THAT(read_file(log), Catch::Contains("line 0\n"));
}

TEST_CASE("the last lines of a text") {
  CHECK(last_lines("a\nb\nc\n", 2) == "b\nc");
  CHECK(last_lines("a\nb\n\n", 5) == "a\nb");
  CHECK(last_lines("one", 1) == "one");
  CHECK(last_lines("", 3).empty());
}

TEST_CASE("a log that cannot be written does not hide the failure") {
  const Error error = error_of({{"sh", "-c", "echo disk full; exit 1"}, "", "/dev/full"});
  CHECK(error.message == "sh failed with exit status 1");
  CHECK_THAT(error.notes.at(0), Catch::Contains("disk full"));
}

TEST_CASE("a tool that crashes is told from one that fails") {
  CHECK(error_of({{"sh", "-c", "kill -SEGV $$"}, "", ""}).message ==
        "sh was ended by Segmentation fault");
}

TEST_CASE("tools run side by side, and their output can be had") {
  const test::ScratchFolder folder;
  std::vector<ToolCommand> commands;
  for (const char* name : {"a", "b", "c"}) {
    commands.push_back({{"touch", name}, folder.path(), ""});
  }
  run_tools(commands, 2);
  for (const char* name : {"a", "b", "c"}) {
    CHECK(std::filesystem::exists(folder.path() + "/" + name));
  }
  CHECK(tool_output({"echo", "two words"}) == "two words");
}

TEST_CASE("a tool is found as PATH leads to it, and a folder is none") {
  CHECK_THAT(find_tool("sh").value_or(""), Catch::EndsWith("/sh"));
  CHECK(find_tool("/bin/sh") == "/bin/sh");
  CHECK_FALSE(find_tool("no-such-tool-anywhere"));
  CHECK_FALSE(find_tool("/bin"));
}

TEST_CASE("Ctrl-C that a task hears arrives as Ctrl-C, not as a mistake") {
  Progress silent("", "", 0, false);
  const Task task{"deaf", [](TaskShared&, int) -> std::string { throw Interrupted(); }};
  CHECK_THROWS_AS(run_tasks({task}, 1, silent), Interrupted);
}

TEST_CASE("an interrupt ends the waiting for what a tool has to say") {
  std::thread soon([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    request_interrupt();
  });
  CHECK_THROWS_AS(tool_output({"sleep", "60"}), Interrupted);
  soon.join();
  clear_interrupt();
}

TEST_CASE("an interrupt ends tools and tasks with all their children") {
  const test::ScratchFolder folder;
  const std::string mark = folder.path() + "/mark";
  const std::string script = "(sleep 2; touch " + mark + ") & wait";
  const auto interrupt_soon = [] {
    return std::thread([] {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      request_interrupt();
    });
  };
  const auto start = std::chrono::steady_clock::now();
  std::thread first = interrupt_soon();
  CHECK_THROWS_AS(run_tools({{{"sh", "-c", script}, "", ""}}), Interrupted);
  first.join();
  clear_interrupt();
  std::thread second = interrupt_soon();
  Progress silent("", "", 0, false);
  const Task sleeper{"sleeper", [](TaskShared&, int) {
                       std::this_thread::sleep_for(std::chrono::seconds(20));
                       return std::string();
                     }};
  CHECK_THROWS_AS(run_tasks({sleeper, sleeper}, 2, silent), Interrupted);
  second.join();
  clear_interrupt();
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
  std::this_thread::sleep_for(std::chrono::milliseconds(2200));
  CHECK(!std::filesystem::exists(mark));
}

TEST_CASE("tasks give their results in order, and say when later ones are pointless") {
  const Task task{"t", [](TaskShared& shared, int index) {
                    if (index == 2) shared.give_up_after(index);
                    if (shared.pointless(index)) return std::string("pointless");
                    return std::to_string(index);
                  }};
  const std::vector<Task> tasks(5, task);
  Progress silent("", "", 0, false);
  CHECK(run_tasks(tasks, 1, silent) ==
        std::vector<std::string>{"0", "1", "2", "pointless", "pointless"});
}

}  // namespace sluice
