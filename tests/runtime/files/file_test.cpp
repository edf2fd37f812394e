// Whole files: written whole or not at all, with the reason of a failure.
#include "runtime/files/file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "runtime/base/error.hpp"
#include "tests/scratch_folder.hpp"

namespace sluice {
namespace {

using Catch::Contains;
using test::ScratchFolder;

TEST_CASE("file: bytes come back, and an old file is replaced") {
  const ScratchFolder folder;
  const std::string path = folder / "a";
  write_file(path, "a long first text");
  write_file(path, std::string("x\0y", 3));
  CHECK(read_file(path) == std::string("x\0y", 3));
  CHECK(folder.entry_count() == 1);
}

TEST_CASE("file: the mode of a replaced file stays") {
  const ScratchFolder folder;
  const std::string path = folder / "a";
  write_file(path, "1");
  ::chmod(path.c_str(), 0751);
  write_file(path, "2");
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0751);
}

TEST_CASE("file: a full disk is called that") {
  CHECK_THROWS_WITH(write_file("/dev/full", "x"), Contains("the disk is full"));
}

TEST_CASE("file: a folder that is missing or in the way") {
  const ScratchFolder folder;
  CHECK_THROWS_WITH(write_file(folder / "none/a", "x"), Contains("none/a: cannot create"));
  CHECK_THROWS_WITH(write_file(folder.path(), "x"), Contains("Is a directory"));
  CHECK_THROWS_WITH(read_file(folder / "none"), Contains("cannot open: No such file"));
  CHECK(folder.entry_count() == 0);
}

}  // namespace
}  // namespace sluice
