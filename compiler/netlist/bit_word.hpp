// A word of any width, put together field by field from its low end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sluice {

class BitWord {
 public:
  // The low `bits` of `value`, above what is there already.
  void append(std::int64_t value, int bits);
  // As $readmemh reads it: all digits that the width needs, the highest first.
  std::string hex() const;

 private:
  std::vector<std::uint8_t> digits_;  // lowest first
  std::int64_t width_ = 0;
};

}  // namespace sluice
