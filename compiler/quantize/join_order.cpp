// Along the first dimension inputs are blocks of Torch's order; along others they are images that
// lie side by side.
#include "compiler/quantize/join_order.hpp"

#include <algorithm>

namespace sluice {
namespace {

std::optional<std::int64_t> rounds_of_blocks(const std::vector<OrderedTensor>& inputs,
                                             const ElementOrder& out) {
  const Shape& pixel_of = out.front();
  const bool by_pixel = out.size() == 1 && std::all_of(inputs.begin(), inputs.end(), [&](auto& x) {
                          const ElementOrder map = map_like(pixel_of, element_count(x.order));
                          return !map.empty() && same_order(x.order, map);
                        });
  if (by_pixel) return pixel_of[1] * pixel_of[2];
  return same_order(appended(inputs), out) ? std::optional<std::int64_t>(1) : std::nullopt;
}

std::optional<std::int64_t> rounds_of_images(const std::vector<OrderedTensor>& inputs,
                                             const OrderedTensor& out, int axis) {
  const std::vector<Shape> wholes = as_images(out.shape);
  const std::size_t image_axis = static_cast<std::size_t>(axis) + 3 - out.shape.size();
  for (std::size_t form = 0; form < wholes.size(); ++form) {
    const bool fits = std::all_of(inputs.begin(), inputs.end(), [&](const OrderedTensor& input) {
      return same_order(input.order, {as_images(input.shape)[form]});
    });
    if (fits && same_order(out.order, {wholes[form]})) {
      return image_axis == 2 ? wholes[form][1] : 1;
    }
  }
  return std::nullopt;
}

}  // namespace

ElementOrder map_like(const Shape& part, std::int64_t count) {
  const std::int64_t pixels = part[1] * part[2];
  if (count % pixels != 0) return {};
  return {{count / pixels, part[1], part[2]}};
}

std::vector<Shape> as_images(const Shape& shape) {
  if (shape.size() == 3) return {shape};
  return {{1, shape[0], shape[1]}, {shape[0], 1, shape[1]}};
}

ElementOrder appended(const std::vector<OrderedTensor>& inputs) {
  ElementOrder order;
  for (const OrderedTensor& input : inputs) {
    order.insert(order.end(), input.order.begin(), input.order.end());
  }
  return order;
}

std::optional<std::int64_t> join_rounds(const std::vector<OrderedTensor>& inputs,
                                        const OrderedTensor& out, int axis) {
  return axis == 0 ? rounds_of_blocks(inputs, out.order) : rounds_of_images(inputs, out, axis);
}

std::vector<ElementOrder> joined_orders(const std::vector<OrderedTensor>& inputs,
                                        const Shape& shape, int axis) {
  std::vector<ElementOrder> orders;
  if (axis == 0) {
    for (const OrderedTensor& input : inputs) {
      const Shape& part = input.order.front();
      if (leaves_in_torch_order(part)) continue;
      orders.push_back(map_like(part, element_count(shape)));
      break;
    }
    orders.push_back(appended(inputs));
  } else {
    for (const Shape& image : as_images(shape)) orders.push_back({image});
  }
  const auto fails = [&](const ElementOrder& order) {
    return order.empty() || !join_rounds(inputs, {shape, order}, axis);
  };
  orders.erase(std::remove_if(orders.begin(), orders.end(), fails), orders.end());
  return orders;
}

}  // namespace sluice
