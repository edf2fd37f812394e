// Orders of which something is known and the rest is still to be chosen.
#pragma once

#include <optional>

#include "compiler/quantize/element_order.hpp"

namespace sluice {

// An ElementOrder whose parts may also be {n}: the next n elements, in an order not chosen yet.
using OpenOrder = ElementOrder;

bool is_settled(const OpenOrder& order);

// How many elements have their place.
std::int64_t settled_count(const OpenOrder& order);

// The order with all that either of both says; nothing where they contradict each other.
std::optional<OpenOrder> meet(OpenOrder a, OpenOrder b);

// Takes the first `count` elements off; nothing where that would cut a map.
std::optional<OpenOrder> take_front(OpenOrder& order, std::int64_t count);

// With Torch's order for all that is not chosen.
ElementOrder settled(const OpenOrder& order);

}  // namespace sluice
