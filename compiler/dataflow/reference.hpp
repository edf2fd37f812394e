// What every stream must carry, from the values of the integer reference alone.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// Element k of a stream: where in its value it comes from.
struct ElementPlace {
  std::int64_t index = -1;  // in Torch's order of the value; -1: padding
  // In the part that the value is streamed as; outside of it where padding. Where a value has
  // several parts, all elements count as channels.
  std::int64_t channel = 0, row = 0, column = 0;
};

// All elements of one frame, in the order in which they leave.
std::vector<ElementPlace> stream_places(const IntegerGraph& graph, const Dataflow& dataflow,
                                        const Stream& stream);

// The elements themselves, of any number of frames.
class StreamElements {
 public:
  StreamElements(const IntegerGraph& graph, const Dataflow& dataflow, const Stream& stream);

  // Which value's elements they are.
  ValueId value() const { return value_; }
  // `frame` holds one frame of value(), in Torch's order.
  template <typename T>
  std::vector<std::int64_t> of(const T* frame) const {
    std::vector<std::int64_t> elements(index_.size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
      elements[i] = index_[i] < 0 ? pad_value_ : static_cast<std::int64_t>(frame[index_[i]]);
    }
    return elements;
  }

 private:
  ValueId value_;
  std::int64_t pad_value_ = 0;
  std::vector<std::int64_t> index_;  // as ElementPlace's
};

}  // namespace sluice
