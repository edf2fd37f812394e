// Integer formats: how many bits an element has and whether it is signed.
#pragma once

#include <cstdint>

namespace sluice {

// 1 to 62 bits; two's complement where signed.
struct IntegerFormat {
  int bits = 8;
  bool is_signed = true;

  std::int64_t min() const { return is_signed ? -(std::int64_t{1} << (bits - 1)) : 0; }
  std::int64_t max() const { return (std::int64_t{1} << (is_signed ? bits - 1 : bits)) - 1; }
  bool holds(std::int64_t value) const { return value >= min() && value <= max(); }
  friend bool operator==(const IntegerFormat&, const IntegerFormat&) = default;
};

}  // namespace sluice
