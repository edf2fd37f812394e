// A staged folder appears whole or not at all, and never in place of something foreign.
#include "runtime/files/staged_folder.hpp"

#include <catch2/catch.hpp>

#include "runtime/base/error.hpp"
#include "runtime/base/interrupt.hpp"
#include "runtime/files/file.hpp"
#include "tests/scratch_folder.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;
using Catch::Contains;
using test::ScratchFolder;

void write_design(const std::string& target, const std::string& extra) {
  StagedFolder staged(target);
  write_file(staged.path() + "/manifest.json", R"({"format": "sluice-design-1"})");
  write_file(staged.path() + "/" + extra, "x");
  staged.commit();
}

TEST_CASE("staged folder: nothing is there before commit, everything after") {
  const ScratchFolder scratch;
  const std::string target = scratch / "design";
  {
    StagedFolder staged(target + "/");
    write_file(staged.path() + "/a", "x");
    CHECK_FALSE(fs::exists(target));
    staged.commit();
  }
  CHECK(fs::exists(target + "/a"));
  CHECK(scratch.entry_count() == 1);
}

TEST_CASE("staged folder: without commit, and when the program is ended, nothing stays") {
  const ScratchFolder scratch;
  { const StagedFolder staged(scratch / "design"); }
  CHECK(scratch.entry_count() == 0);
  const StagedFolder staged(scratch / "design");
  write_file(staged.path() + "/a", "x");
  remove_staged_folders();
  CHECK(scratch.entry_count() == 0);
}

TEST_CASE("staged folder: folders around it are made, and stay only with it") {
  const ScratchFolder scratch;
  const std::string target = scratch / "a/b/design";
  {
    const StagedFolder staged(target);
    CHECK(fs::exists(scratch / "a/b"));
  }
  CHECK(scratch.entry_count() == 0);
  {
    const StagedFolder staged(target);
    write_file(scratch / "a/other", "x");
  }
  CHECK(fs::exists(scratch / "a/other"));
  CHECK_FALSE(fs::exists(scratch / "a/b"));
  write_design(target, "new");
  CHECK(fs::exists(target + "/new"));
}

TEST_CASE("staged folder: an old design is replaced as a whole") {
  const ScratchFolder scratch;
  const std::string target = scratch / "design";
  write_design(target, "old");
  write_design(target, "new");
  CHECK(fs::exists(target + "/new"));
  CHECK_FALSE(fs::exists(target + "/old"));
  CHECK(scratch.entry_count() == 1);
}

TEST_CASE("staged folder: an old design survives a failure") {
  const ScratchFolder scratch;
  const std::string target = scratch / "design";
  write_design(target, "old");
  { const StagedFolder staged(target); }
  CHECK(fs::exists(target + "/old"));
}

TEST_CASE("staged folder: after Ctrl-C nothing appears any more") {
  const ScratchFolder scratch;
  {
    StagedFolder staged(scratch / "design");
    request_interrupt();
    CHECK_THROWS_AS(staged.commit(), Interrupted);
    clear_interrupt();
  }
  CHECK(scratch.entry_count() == 0);
}

TEST_CASE("staged folder: an empty folder is taken, anything foreign refused and kept") {
  const ScratchFolder scratch;
  fs::create_directory(scratch / "empty");
  write_design(scratch / "empty", "a");
  CHECK(fs::exists(scratch / "empty/a"));

  fs::create_directory(scratch / "home");
  write_file(scratch / "home/manifest.json", R"({"format": "something else"})");
  CHECK_THROWS_WITH(StagedFolder(scratch / "home"), Contains("not a Sluice design"));
  CHECK(fs::exists(scratch / "home/manifest.json"));

  write_file(scratch / "file", "x");
  CHECK_THROWS_WITH(StagedFolder(scratch / "file"), Contains("found a file, expected a folder"));
  CHECK(scratch.entry_count() == 3);
}

TEST_CASE("staged folder: a symbolic link stays one, and what it leads to is replaced") {
  const ScratchFolder scratch;
  write_design(scratch / "real", "old");
  fs::create_symlink("real", scratch / "link");
  write_design(scratch / "link/", "new");
  CHECK(fs::is_symlink(scratch / "link"));
  CHECK(fs::exists(scratch / "real/new"));
  CHECK_FALSE(fs::exists(scratch / "real/old"));

  fs::create_symlink("not-yet", scratch / "dangling");
  write_design(scratch / "dangling", "a");
  CHECK(fs::is_symlink(scratch / "dangling"));
  CHECK(fs::exists(scratch / "not-yet/a"));

  fs::create_symlink("circle", scratch / "circle");
  CHECK_THROWS_WITH(StagedFolder(scratch / "circle"), Contains("cannot follow the link"));
  CHECK(scratch.entry_count() == 5);
}

TEST_CASE("staged folder: nobody's working folder is replaced") {
  const ScratchFolder scratch;
  const fs::path before = fs::current_path();
  fs::create_directories(scratch / "a/b");
  fs::current_path(scratch / "a/b");
  for (const char* name : {".", "..", "../b"}) {
    CAPTURE(name);
    CHECK_THROWS_WITH(StagedFolder(name), Contains("the working folder or one around it"));
  }
  { const StagedFolder beside("../c"); }
  fs::current_path(before);
}

TEST_CASE("staged folder: under a name of Sluice's own choice anything is replaced") {
  const ScratchFolder scratch;
  fs::create_directory(scratch / "cache");
  write_file(scratch / "cache/rest", "x");
  StagedFolder staged(scratch / "cache", Replaces::kAnything);
  write_file(staged.path() + "/whole", "x");
  staged.commit();
  CHECK(fs::exists(scratch / "cache/whole"));
  CHECK_FALSE(fs::exists(scratch / "cache/rest"));
}

TEST_CASE("staged folder: a parent that is a file or cannot be written to") {
  const ScratchFolder scratch;
  write_file(scratch / "file", "x");
  CHECK_THROWS_WITH(StagedFolder(scratch / "file/design"), Contains("cannot create the folder"));
  CHECK_THROWS_AS(StagedFolder("/proc/design"), Error);
}

}  // namespace
}  // namespace sluice
