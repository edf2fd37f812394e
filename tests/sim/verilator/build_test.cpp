// Building with tools that are missing, fail, or are of another version: explained, and nothing
// half-built stays.
#include "sim/verilator/build.hpp"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <future>

#include "runtime/base/error.hpp"
#include "runtime/files/file.hpp"
#include "tests/scratch_folder.hpp"
#include "tests/sim/verilator/tiny_design.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

// PATH with a folder of fake tools in front, or with nothing else; as it was afterwards.
class Path {
 public:
  explicit Path(const std::string& front, bool alone = false) {
    setenv("PATH", alone ? front.c_str() : (front + ":" + old_).c_str(), 1);
  }
  ~Path() { setenv("PATH", old_.c_str(), 1); }
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;

 private:
  std::string old_ = getenv("PATH");
};

class Workshop {
 public:
  std::string path() const { return folder_.path(); }

  void fake_tool(const std::string& name, const std::string& script) const {
    const std::string file = path() + "/" + name;
    write_file(file, "#!/bin/sh\n" + script + "\n");
    fs::permissions(file, fs::perms::owner_all);
  }

  Error error_of_build() const {
    try {
      tiny::build(path() + "/design");
    } catch (const Error& error) {
      return error;
    }
    FAIL("the build did not fail");
    return Error("");
  }

  // What a build left behind, but for its log.
  std::vector<std::string> leftovers() const {
    std::vector<std::string> names;
    const std::string build = path() + "/design/build";
    if (!fs::exists(build)) return names;
    for (const auto& entry : fs::directory_iterator(build)) {
      if (entry.path().filename() != "build.log") names.push_back(entry.path().filename());
    }
    return names;
  }

 private:
  test::ScratchFolder folder_;
};

}  // namespace

TEST_CASE("a missing Verilator is named, with how to get it") {
  const Workshop workshop;
  const Path path(workshop.path(), true);
  const Error error = workshop.error_of_build();
  CHECK(error.message == "verilator: not found in PATH");
  REQUIRE(error.notes.size() == 1);
  CHECK_THAT(error.notes[0], Catch::Contains("apt-get install verilator"));
}

TEST_CASE("a folder of the cache without its library is built again") {
  const Workshop workshop;
  const std::string library = tiny::build(workshop.path() + "/design");
  fs::remove(library);
  write_file(fs::path(library).parent_path() / "rest", "x");
  CHECK(tiny::build(workshop.path() + "/design") == library);
  CHECK(fs::exists(library));
}

TEST_CASE("two builds of the same design at once both succeed") {
  const Workshop workshop;
  const std::string folder = workshop.path() + "/design";
  auto other = std::async(std::launch::async, [&folder] { return tiny::build(folder); });
  const std::string library = tiny::build(folder);
  CHECK(other.get() == library);
  CHECK(fs::exists(library));
  CHECK(workshop.leftovers().size() == 1);
}

TEST_CASE("a path may hold what stands for a variable elsewhere") {
  const Workshop workshop;
  CHECK(fs::exists(tiny::build(workshop.path() + "/de$HOME sign")));
}

TEST_CASE("another version of Verilator is refused") {
  const Workshop workshop;
  workshop.fake_tool("verilator", "echo Verilator 4.038 2020-07-11");
  const Path path(workshop.path());
  CHECK_THAT(workshop.error_of_build().message, Catch::Contains("found \"Verilator 4.038"));
}

TEST_CASE("a compiler that fails is explained by its output, and nothing half-built stays") {
  const Workshop workshop;
  workshop.fake_tool("g++", "echo 'fatal error: No space left on device' >&2; exit 1");
  const Path path(workshop.path());
  const Error error = workshop.error_of_build();
  CHECK(error.message == "g++ failed with exit status 1");
  REQUIRE(error.notes.size() == 2);
  CHECK_THAT(error.notes[0], Catch::Contains("No space left on device"));
  CHECK_THAT(error.notes[1], Catch::Contains("build.log"));
  CHECK(workshop.leftovers().empty());
}

TEST_CASE("Verilog that is wrong is explained by Verilator's message") {
  const test::ScratchFolder folder;
  CHECK_THROWS_WITH(tiny::build(folder.path(), "  assign a__b_valid = no_such_net;\n"),
                    Catch::Contains("verilator failed") && Catch::Contains("no_such_net"));
}

}  // namespace sluice
