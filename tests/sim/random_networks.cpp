// random_networks [--count N] [--seed S]: random networks all the way to RTL, any number of them.
// Exit status 0 only when every one is bit- and cycle-exact.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include <string>

#include "tests/sim/random_design.hpp"
#include "tests/sim/temporary_folder.hpp"

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

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  if (!parse(argc, argv, arguments)) {
    std::fprintf(stderr, "usage: random_networks [--count N] [--seed S]\n");
    return 2;
  }
  std::uint64_t failed = 0;
  for (std::uint64_t i = 0; i < arguments.count; ++i) {
    const sluice::TemporaryFolder folder;
    const auto result =
        sluice::testing::verify_random_network(arguments.seed + i, folder.path() + "/design");
    std::printf("seed %llu: %s, %lld values, %lld cycles, built in %.1f s, ran %.1f s%s%s\n",
                static_cast<unsigned long long>(result.seed), result.passed ? "exact" : "FAILED",
                static_cast<long long>(result.report.values_compared),
                static_cast<long long>(result.report.simulated_cycles), result.report.build_seconds,
                result.report.wall_seconds, result.passed ? "" : "\n  ",
                result.passed ? "" : result.text.c_str());
    std::fflush(stdout);
    failed += result.passed ? 0 : 1;
  }
  std::printf("%llu of %llu failed\n", static_cast<unsigned long long>(failed),
              static_cast<unsigned long long>(arguments.count));
  return failed == 0 ? 0 : 1;
}
