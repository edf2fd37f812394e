// Where Sluice's own files are.
#pragma once

#include <string>

namespace sluice {

// Where lua/ and rtl/ are: the environment's SLUICE_HOME, else the source tree of the build.
std::string source_root();
// The folder of the Lua packages, with a slash at the end.
std::string package_folder();
// Throws Error where it has no packages.
void refuse_missing_packages();

}  // namespace sluice
