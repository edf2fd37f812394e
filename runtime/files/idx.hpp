// IDX array files, as MNIST comes in: big-endian, plain or gzipped.
#pragma once

#include <string>

#include "runtime/files/any_array.hpp"

namespace sluice {

// Throws Error for a file that is missing, no IDX, truncated or too long. Memory grows with the
// bytes that are really there, whatever the sizes in the header claim.
AnyArray read_idx(const std::string& path);

}  // namespace sluice
