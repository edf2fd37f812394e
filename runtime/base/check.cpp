// check(): the one place where a broken invariant ends the program.
#include "runtime/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace sluice {

void check(bool holds, std::string_view what, const char* file, int line, const char* function) {
  if (holds) return;
  std::fprintf(stderr, "sluice: internal error at %s:%d (%s): %.*s\n", file, line, function,
               static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace sluice
