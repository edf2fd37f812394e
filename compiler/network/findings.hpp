// What a verify() found where nothing may be found any more.
#pragma once

#include <string>
#include <vector>

#include "runtime/base/check.hpp"

namespace sluice {

// Stops the program with the first finding, if there is one; `where` is said in front of it. The
// last three arguments are the place of the call and are never given.
inline void check_no_findings(const std::vector<std::string>& findings,
                              const std::string& where = "", const char* file = __builtin_FILE(),
                              int line = __builtin_LINE(),
                              const char* function = __builtin_FUNCTION()) {
  if (findings.empty()) return;
  check(false, where + findings.front(), file, line, function);
}

}  // namespace sluice
