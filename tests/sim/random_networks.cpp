// random_networks [--count N] [--seed S]: random networks all the way to RTL, any number of them.
// Exit status 0 only when every one is bit- and cycle-exact.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>

#include "runtime/base/error.hpp"
#include "sim/process/tasks.hpp"
#include "tests/scratch_folder.hpp"
#include "tests/sim/random_design.hpp"

namespace {

struct Arguments {
  std::uint64_t count = 30, seed = std::random_device()();
};

bool parse(int argc, char** argv, Arguments& arguments) {
  for (int i = 1; i < argc; i += 2) {
    std::uint64_t* target = std::strcmp(argv[i], "--count") == 0  ? &arguments.count
                            : std::strcmp(argv[i], "--seed") == 0 ? &arguments.seed
                                                                  : nullptr;
    if (target == nullptr || i + 1 == argc) return false;
    char* end = nullptr;
    *target = std::strtoull(argv[i + 1], &end, 10);
    if (end == argv[i + 1] || *end != '\0') return false;
  }
  return true;
}

std::string line_of(const sluice::testing::RandomResult& result) {
  const auto& report = result.report;
  std::string line = result.passed ? "exact" : "FAILED";
  line += ", " + std::to_string(report.values_compared) + " values, " +
          std::to_string(report.simulated_cycles) + " cycles, built in " +
          sluice::duration_text(report.build_seconds) + ", ran " +
          sluice::duration_text(report.wall_seconds);
  return result.passed ? line : line + "\n  " + result.text;
}

// In a child, so that a crash is one seed's and not the end.
bool exact(std::uint64_t seed) {
  const sluice::test::ScratchFolder folder;
  sluice::Progress silent("", "", 1, false);
  const sluice::Task task{
      "seed " + std::to_string(seed), [&](sluice::TaskShared&, int) {
        return line_of(sluice::testing::verify_random_network(seed, folder.path() + "/design"));
      }};
  std::string line;
  try {
    line = sluice::run_tasks({task}, 1, silent).at(0);
  } catch (const sluice::Error& error) {
    line = std::string("FAILED, ") + error.what();
  }
  std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), line.c_str());
  std::fflush(stdout);
  return line.rfind("exact", 0) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  if (!parse(argc, argv, arguments)) {
    std::fprintf(stderr, "usage: random_networks [--count N] [--seed S]\n");
    return 2;
  }
  std::uint64_t failed = 0;
  for (std::uint64_t i = 0; i < arguments.count; ++i) failed += exact(arguments.seed + i) ? 0 : 1;
  std::printf("%llu of %llu failed\n", static_cast<unsigned long long>(failed),
              static_cast<unsigned long long>(arguments.count));
  return failed == 0 ? 0 : 1;
}
