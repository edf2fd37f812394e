// Values, Verilog text of parameters, and the groups of cases.
#include "tests/rtl/bench/unit_case.hpp"

#include <algorithm>
#include <stdexcept>

namespace sluice::rtl_test {

std::int64_t Values::next(int bits, bool is_signed) {
  const std::int64_t low = is_signed ? -(std::int64_t{1} << (bits - 1)) : 0;
  const std::int64_t high = (std::int64_t{1} << (is_signed ? bits - 1 : bits)) - 1;
  switch (engine_() % 8) {
    case 0:
      return low;
    case 1:
      return high;
    case 2:
      return is_signed ? -1 : 1;
    default:
      return std::uniform_int_distribution<std::int64_t>(low, high)(engine_);
  }
}

std::vector<std::int64_t> Values::many(std::size_t count, int bits, bool is_signed) {
  std::vector<std::int64_t> values(count);
  for (auto& value : values) value = next(bits, is_signed);
  return values;
}

std::vector<UnitCase> cases_of(const std::string& group) {
  if (group == "stream") return stream_cases();
  if (group == "arithmetic") return arithmetic_cases();
  if (group == "window") return window_cases();
  if (group == "synthesis") return synthesis_cases();
  throw std::invalid_argument("no such group: " + group);
}

int padded_bits(int bits) { return std::max(96, 32 * words_of(bits)); }

std::string stream_name(std::size_t unit, bool input, std::size_t stream) {
  return "u" + std::to_string(unit) + (input ? "_in" : "_out") + std::to_string(stream);
}

std::string number(std::int64_t value) { return std::to_string(value); }

std::string quoted(const std::string& text) { return '"' + text + '"'; }

std::string packed_list(const std::vector<int>& entries) {
  std::string text;
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (!text.empty()) text += ", ";
    text.append("32'd").append(std::to_string(*entry));
  }
  return "{" + text + "}";
}

}  // namespace sluice::rtl_test
