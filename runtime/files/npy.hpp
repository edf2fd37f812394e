// numpy's .npy array files: versions 1.0 to 3.0, little-endian, C order.
#pragma once

#include <string>

#include "runtime/files/any_array.hpp"

namespace sluice {

// Throws Error for a file that is missing, no .npy, truncated or too long, of another element
// type or order, or without elements; nothing is allocated before the file is known to hold it.
AnyArray read_npy(const std::string& path);

// Version 1.0, byte for byte as numpy.save writes it.
void write_npy(const std::string& path, const AnyArray& array);

}  // namespace sluice
