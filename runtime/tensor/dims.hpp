// A short list of sizes, strides or positions, held in place: tensors must not allocate to be
// viewed.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

#include "runtime/base/error.hpp"

namespace sluice {

inline constexpr int kMaxDims = 16;

class Dims {
 public:
  Dims() = default;
  Dims(std::initializer_list<std::int64_t> values)
      : Dims(std::span<const std::int64_t>(values.begin(), values.size())) {}
  explicit Dims(std::span<const std::int64_t> values) {
    for (std::int64_t value : values) push_back(value);
  }

  int count() const { return count_; }
  bool empty() const { return count_ == 0; }
  std::int64_t operator[](int i) const { return values_[static_cast<std::size_t>(i)]; }
  std::int64_t& operator[](int i) { return values_[static_cast<std::size_t>(i)]; }
  std::int64_t back() const { return (*this)[count_ - 1]; }
  const std::int64_t* begin() const { return values_.data(); }
  const std::int64_t* end() const { return values_.data() + count_; }

  void push_back(std::int64_t value) {
    if (count_ == kMaxDims)
      throw Error("a tensor has at most " + std::to_string(kMaxDims) + " dimensions");
    values_[static_cast<std::size_t>(count_++)] = value;
  }
  void erase(int i) {
    std::copy(begin() + i + 1, end(), values_.begin() + i);
    --count_;
  }
  void insert(int i, std::int64_t value) {
    push_back(value);
    std::copy_backward(begin() + i, end() - 1, values_.begin() + count_);
    (*this)[i] = value;
  }
  friend bool operator==(const Dims& a, const Dims& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  std::array<std::int64_t, kMaxDims> values_;  // only the first count_ are ever read
  int count_ = 0;
};

// "3x4x5"; "no dimension" for none.
std::string to_string(const Dims& dims);

// A position as Torch counts it, from 1.
inline std::string from_one(std::int64_t position) {
  return std::to_string(position < INT64_MAX ? position + 1 : position);
}

// The product, 0 for no dimension; throws when it does not fit 63 bits.
std::int64_t product(const Dims& dims);

}  // namespace sluice
