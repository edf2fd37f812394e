// Leaves a design folder alone when compiling made the very same design again.
#pragma once

#include <string>

#include "compiler/design.hpp"

namespace sluice {

// As write_design(), but a folder that holds the same files already keeps what simulation has built
// and verified in it.
void write_if_changed(const Design& design, const std::string& folder);

}  // namespace sluice
