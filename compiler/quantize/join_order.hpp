// Joined tensors: what order comes of which, without an element out of its turn.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/quantize/element_order.hpp"

namespace sluice {

// A tensor as a join sees it.
struct OrderedTensor {
  Shape shape;
  ElementOrder order;
};

// In how many rounds the inputs have to take turns, each with an equal share of its elements in
// each round, to make `out`; nothing where no number does it. `axis` is Torch's dimension, counted
// from 0.
std::optional<std::int64_t> join_rounds(const std::vector<OrderedTensor>& inputs,
                                        const OrderedTensor& out, int axis);

// The orders that the inputs can be joined to, the best first: pixel by pixel where they are maps
// of one size, one after the other. None where a dimension behind the first is joined and the
// inputs have not one order of dimensions. `shape` is the output's.
std::vector<ElementOrder> joined_orders(const std::vector<OrderedTensor>& inputs,
                                        const Shape& shape, int axis);

// `count` elements as a map with the pixels of `part`; empty where they do not divide.
ElementOrder map_like(const Shape& part, std::int64_t count);

// An image as it is; {A,B} as rows of one channel, or as channels of one row.
std::vector<Shape> as_images(const Shape& shape);

// The inputs' orders one after the other.
ElementOrder appended(const std::vector<OrderedTensor>& inputs);

}  // namespace sluice
