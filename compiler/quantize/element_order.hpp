// The order in which the elements of a tensor travel.
#pragma once

#include <string>
#include <vector>

#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// Part after part, in Torch's order. A part {C,H,W} is the next C*H*W elements of the tensor,
// streamed channels last: its ((c*H+y)*W+x)-th element is the ((y*W+x)*C+c)-th of it to leave.
using ElementOrder = std::vector<Shape>;

// The order of a tensor of which nothing asks another: an image's own, Torch's for all others.
ElementOrder natural_order(const Shape& shape);

std::int64_t element_count(const ElementOrder& order);

// Whether a part leaves in Torch's order.
bool leaves_in_torch_order(const Shape& part);

// Whether both have the elements of a tensor leave in the same sequence.
bool same_order(const ElementOrder& a, const ElementOrder& b);

// "{2,3,4}", or "{2,3,4} then {5,1,1}".
std::string order_text(const ElementOrder& order);

}  // namespace sluice
