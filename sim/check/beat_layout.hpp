// Elements in the bits of a beat: element i at bit i * stride, element 0 lowest.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/integer/format.hpp"

namespace sluice {

// `field` is how an element's bits are read: inside the core its own format, at the edge the whole
// bytes.
class BeatLayout {
 public:
  static BeatLayout core(IntegerFormat format, int lanes);
  static BeatLayout axi(IntegerFormat format, int lanes);  // a whole number of bytes an element

  int lanes() const { return lanes_; }
  std::size_t bytes() const;  // of a whole beat, rounded up

  // `data` holds at least bytes(); the buffer behind it may be longer.
  void unpack(const unsigned char* data, std::size_t size, std::int64_t* elements) const;
  void pack(const std::int64_t* elements, unsigned char* data, std::size_t size) const;

 private:
  BeatLayout(IntegerFormat field, int lanes) : field_(field), lanes_(lanes) {}

  IntegerFormat field_;
  int lanes_;
};

}  // namespace sluice
