// A number that changes when any of what it was made from does: the key of results that are kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {

// FNV-1a over eight bytes at a time: fast, and quite enough to notice a change that nobody made on
// purpose. Every addition is closed by its length, so that what is added in two parts differs from
// what is added in one.
class ContentHash {
 public:
  void add(const void* data, std::size_t bytes);
  void add(std::string_view text) { add(text.data(), text.size()); }
  void add(std::int64_t number) { add(&number, sizeof number); }

  // 16 hexadecimal digits.
  std::string text() const;

 private:
  void mix(std::uint64_t word);
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace sluice
