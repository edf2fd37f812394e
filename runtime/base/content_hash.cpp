// ContentHash: the mixing.
#include "runtime/base/content_hash.hpp"

#include <cstdio>
#include <cstring>

namespace sluice {

void ContentHash::add(const void* data, std::size_t bytes) {
  const auto* next = static_cast<const unsigned char*>(data);
  for (std::size_t left = bytes; left > 0;) {
    const std::size_t size = left < 8 ? left : 8;
    std::uint64_t word = 0;
    std::memcpy(&word, next, size);
    mix(word);
    next += size;
    left -= size;
  }
  mix(bytes);
}

std::string ContentHash::text() const {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(state_));
  return digits;
}

void ContentHash::mix(std::uint64_t word) {
  state_ = (state_ ^ word) * 0x100000001b3ULL;
  state_ ^= state_ >> 29;
}

}  // namespace sluice
