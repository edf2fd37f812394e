// Words as hexadecimal digits.
#include "compiler/netlist/bit_word.hpp"

#include "runtime/integer/format.hpp"

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

int signed_bits(std::int64_t low, std::int64_t high) {
  IntegerFormat format{1, true};
  while (format.bits < 62 && !(format.holds(low) && format.holds(high))) ++format.bits;
  return format.bits;
}

}  // namespace sluice
