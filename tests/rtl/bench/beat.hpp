// A beat as the simulator stores it: bits packed in 32-bit words, element 0 low.
#pragma once

#include <cstdint>
#include <vector>

namespace sluice::rtl_test {

using Beat = std::vector<std::uint32_t>;

inline int words_of(int bits) { return (bits + 31) / 32; }

inline void set_bits(Beat& beat, int at, int bits, std::int64_t value) {
  for (int i = 0; i < bits; ++i) {
    const std::uint32_t mask = std::uint32_t{1} << ((at + i) % 32);
    std::uint32_t& word = beat[static_cast<std::size_t>((at + i) / 32)];
    const int from = i < 63 ? i : 63;  // beyond 64 bits the sign goes on
    word = ((value >> from) & 1) != 0 ? word | mask : word & ~mask;
  }
}

// `bits` wide elements, element 0 low.
inline Beat pack(const std::vector<std::int64_t>& elements, int bits) {
  const int total = static_cast<int>(elements.size()) * bits;
  Beat beat(static_cast<std::size_t>(words_of(total)));
  for (std::size_t i = 0; i < elements.size(); ++i)
    set_bits(beat, static_cast<int>(i) * bits, bits, elements[i]);
  return beat;
}

// The flat sequence of elements cut into beats of `lanes`.
inline std::vector<Beat> pack_all(const std::vector<std::int64_t>& elements, int bits, int lanes) {
  std::vector<Beat> beats;
  for (std::size_t at = 0; at < elements.size(); at += static_cast<std::size_t>(lanes)) {
    const auto first = elements.begin() + static_cast<std::ptrdiff_t>(at);
    beats.push_back(pack({first, first + lanes}, bits));
  }
  return beats;
}

}  // namespace sluice::rtl_test
