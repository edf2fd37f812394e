// Broken invariants of our own: say where and stop the program.
#pragma once

#include <source_location>
#include <string_view>

namespace sluice {

// Stops the program with `what` and the place of the call when `holds` is false.
void check(bool holds, std::string_view what,
           std::source_location where = std::source_location::current());

}  // namespace sluice
