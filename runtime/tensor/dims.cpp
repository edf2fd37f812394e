// Dims: text and product.
#include "runtime/tensor/dims.hpp"

namespace sluice {

std::string to_string(const Dims& dims) {
  if (dims.empty()) return "no dimension";
  std::string text;
  for (std::int64_t size : dims) {
    if (!text.empty()) text += 'x';
    text += std::to_string(size);
  }
  return text;
}

std::int64_t product(const Dims& dims) {
  if (dims.empty()) return 0;
  std::int64_t total = 1;
  for (std::int64_t size : dims)
    if (__builtin_mul_overflow(total, size, &total))
      throw Error("a tensor of size " + to_string(dims) + " has too many elements");
  return total;
}

}  // namespace sluice
