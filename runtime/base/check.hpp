// Broken invariants of our own: say where and stop the program.
#pragma once

#include <string_view>

namespace sluice {

// Stops the program with `what` and the place of the call when `holds` is false.
// The last three arguments are that place and are never given.
void check(bool holds, std::string_view what, const char* file = __builtin_FILE(),
           int line = __builtin_LINE(), const char* function = __builtin_FUNCTION());

}  // namespace sluice
