// Compares two folders file by file.
#pragma once

#include <set>
#include <string>

namespace sluice {

// Whether both hold the same files with the same bytes, below all their folders. Entries of the top
// whose names are in `apart` do not count.
bool same_files(const std::string& a, const std::string& b, const std::set<std::string>& apart);

}  // namespace sluice
