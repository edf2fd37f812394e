// numpy's .npy array files: versions 1.0 to 3.0, little-endian, C order.
#pragma once

#include <string>

#include "runtime/base/error.hpp"
#include "runtime/files/any_array.hpp"

namespace sluice {

// Throws Error for a file that is missing, no .npy, truncated or too long, of another element
// type or order, or without elements; nothing is allocated before the file is known to hold it.
AnyArray read_npy(const std::string& path);

// The same, of exactly one element type.
template <typename T>
Array<T> read_npy_of(const std::string& path) {
  AnyArray array = read_npy(path);
  if (auto* typed = std::get_if<Array<T>>(&array)) return std::move(*typed);
  throw Error(path + ": found elements of type " + element_name_of(array) + ", expected " +
              element_name<T>());
}

// Version 1.0, byte for byte as numpy.save writes it.
void write_npy(const std::string& path, const AnyArray& array);

}  // namespace sluice
