// check(): the one place where a broken invariant ends the program.
#include "runtime/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace sluice {

void check(bool holds, std::string_view what, std::source_location where) {
  if (holds) return;
  std::fprintf(stderr, "sluice: internal error at %s:%u (%s): %.*s\n", where.file_name(),
               static_cast<unsigned>(where.line()), where.function_name(),
               static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace sluice
