// The Python dictionary at the head of an .npy file.
#pragma once

#include <string>
#include <string_view>

#include "runtime/array/array.hpp"

namespace sluice {

struct NpyHeader {
  std::string descr;  // such as "<f4"
  bool fortran_order = false;
  Shape shape;
};

// Throws Error with `path` in it. `offset` is where `text` stands in the file.
NpyHeader parse_npy_header(std::string_view text, const std::string& path, std::size_t offset);

// The dictionary as numpy writes it, without padding.
std::string npy_header_text(const NpyHeader& header);

// "(3, 4)", "(3,)" or "()".
std::string python_tuple(const Shape& shape);

}  // namespace sluice
