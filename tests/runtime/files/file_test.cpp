// Whole files: written whole or not at all, with the reason of a failure.
#include "runtime/files/file.hpp"

#include <signal.h>
#include <sys/stat.h>
#include <sys/time.h>

#include <catch2/catch.hpp>

#include "runtime/base/error.hpp"
#include "runtime/base/interrupt.hpp"
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

TEST_CASE("file: a symbolic link stays one, and what it leads to is written") {
  const ScratchFolder folder;
  write_file(folder / "real", "old");
  std::filesystem::create_symlink("real", folder / "link");
  write_file(folder / "link", "new");
  CHECK(std::filesystem::is_symlink(folder / "link"));
  CHECK(read_file(folder / "real") == "new");
  std::filesystem::create_symlink(folder / "not-yet", folder / "dangling");
  write_file(folder / "dangling", "x");
  CHECK(read_file(folder / "not-yet") == "x");
  CHECK(std::filesystem::is_symlink(folder / "dangling"));
  CHECK(folder.entry_count() == 4);
}

TEST_CASE("file: what cannot be written is known before, without a trace") {
  const ScratchFolder folder;
  refuse_unwritable(folder / "new");
  write_file(folder / "old", "kept");
  refuse_unwritable(folder / "old");
  refuse_unwritable("/dev/null");
  CHECK(read_file(folder / "old") == "kept");
  CHECK(folder.entry_count() == 1);
  CHECK_THROWS_WITH(refuse_unwritable(folder / "none/a"), Contains("none/a: cannot create"));
  CHECK_THROWS_WITH(refuse_unwritable(folder.path()), Contains("Is a directory"));
}

TEST_CASE("file: Ctrl-C ends the waiting for a pipe that nobody writes to") {
  const ScratchFolder folder;
  const std::string pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  struct sigaction action {
  }, before{};
  action.sa_handler = [](int) { request_interrupt(); };
  ::sigaction(SIGALRM, &action, &before);
  const itimerval soon{{0, 50'000}, {0, 50'000}};  // again and again: one may come before the open
  ::setitimer(ITIMER_REAL, &soon, nullptr);
  CHECK_THROWS_AS(read_file(pipe), Interrupted);
  const itimerval never{};
  ::setitimer(ITIMER_REAL, &never, nullptr);
  ::sigaction(SIGALRM, &before, nullptr);
  clear_interrupt();
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
