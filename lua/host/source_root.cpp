// SLUICE_HOME, else the folder that the build was made from.
#include "lua/host/source_root.hpp"

#include <cstdlib>
#include <filesystem>

#include "runtime/base/error.hpp"

namespace sluice {

std::string source_root() {
  const char* home = std::getenv("SLUICE_HOME");
  return home != nullptr && *home != '\0' ? home : SLUICE_SOURCE_ROOT;
}

std::string package_folder() { return source_root() + "/lua/"; }

void refuse_missing_packages() {
  std::error_code error;
  if (std::filesystem::is_directory(package_folder() + "torch", error)) return;
  throw Error(package_folder() + ": found no Lua packages, expected those of Sluice's source", {},
              {"set SLUICE_HOME to the folder of Sluice's source"});
}

}  // namespace sluice
