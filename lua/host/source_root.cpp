// SLUICE_HOME, else the folder that the build was made from.
#include "lua/host/source_root.hpp"

#include <cstdlib>

namespace sluice {

std::string source_root() {
  const char* home = std::getenv("SLUICE_HOME");
  return home != nullptr && *home != '\0' ? home : SLUICE_SOURCE_ROOT;
}

std::string package_folder() { return source_root() + "/lua/"; }

}  // namespace sluice
