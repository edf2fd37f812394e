// Bits in and out of little-endian bytes.
#include "sim/check/beat_layout.hpp"

#include <algorithm>
#include <cstring>

namespace sluice {
namespace {

// The (up to 64) bits from bit `first` on; bytes beyond `size` read as 0.
std::uint64_t bits_from(const unsigned char* data, std::size_t size, std::size_t first) {
  const std::size_t byte = first / 8;
  const std::size_t skip = first % 8;
  std::uint64_t low = 0;
  if (byte < size) std::memcpy(&low, data + byte, std::min<std::size_t>(8, size - byte));
  if (skip == 0) return low;
  const std::uint64_t high = byte + 8 < size ? data[byte + 8] : 0;
  return (low >> skip) | (high << (64 - skip));
}

}  // namespace

BeatLayout BeatLayout::core(IntegerFormat format, int lanes) { return {format, lanes}; }

BeatLayout BeatLayout::axi(IntegerFormat format, int lanes) {
  return {{(format.bits + 7) / 8 * 8, format.is_signed}, lanes};
}

std::size_t BeatLayout::bytes() const {
  return (static_cast<std::size_t>(field_.bits) * static_cast<std::size_t>(lanes_) + 7) / 8;
}

void BeatLayout::unpack(const unsigned char* data, std::size_t size, std::int64_t* elements) const {
  const auto bits = static_cast<unsigned>(field_.bits);
  for (int lane = 0; lane < lanes_; ++lane) {
    const std::uint64_t raw = bits_from(data, size, static_cast<std::size_t>(lane) * bits)
                              << (64 - bits);
    elements[lane] = field_.is_signed ? static_cast<std::int64_t>(raw) >> (64 - bits)
                                      : static_cast<std::int64_t>(raw >> (64 - bits));
  }
}

void BeatLayout::pack(const std::int64_t* elements, unsigned char* data, std::size_t size) const {
  std::memset(data, 0, size);
  const auto bits = static_cast<std::size_t>(field_.bits);
  for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes_); ++lane) {
    for (std::size_t bit = 0; bit < bits; ++bit) {
      const std::size_t place = lane * bits + bit;
      const bool one = ((elements[lane] >> bit) & 1) != 0;
      if (one) data[place / 8] = static_cast<unsigned char>(data[place / 8] | (1U << (place % 8)));
    }
  }
}

}  // namespace sluice
