// Words as hexadecimal digits.
#include "compiler/netlist/bit_word.hpp"

namespace sluice {

void BitWord::append(std::int64_t value, int bits) {
  for (int i = 0; i < bits; ++i, ++width_) {
    if (width_ % 4 == 0) digits_.push_back(0);
    const auto bit = static_cast<unsigned>((value >> i) & 1);
    digits_.back() = static_cast<std::uint8_t>(digits_.back() | bit << (width_ % 4));
  }
}

std::string BitWord::hex() const {
  std::string text;
  for (auto digit = digits_.rbegin(); digit != digits_.rend(); ++digit) {
    text += "0123456789abcdef"[*digit];
  }
  return text;
}

}  // namespace sluice
