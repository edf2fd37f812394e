// Symbolic links: what is written under a link's name goes to where it leads, and the link stays.
#pragma once

#include <string>

namespace sluice {

// The path that `path` leads to if it is a symbolic link, to something or to nothing yet; else
// `path` itself. Throws Error for links that lead in a circle.
std::string link_target(const std::string& path);

}  // namespace sluice
