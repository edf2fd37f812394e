// Two orders are walked side by side, in pieces that end where a part of either does.
#include "compiler/quantize/open_order.hpp"

#include <algorithm>

namespace sluice {
namespace {

bool is_open(const Shape& part) { return part.size() == 1; }

Shape run_like(const Shape& part, std::int64_t count) {
  return is_open(part) ? Shape{count} : Shape{count, 1, 1};
}

bool can_be_cut(const Shape& part) { return is_open(part) || leaves_in_torch_order(part); }

// Runs of one kind in a row become one.
void append(OpenOrder& order, const Shape& part) {
  const bool extends = !order.empty() && can_be_cut(part) && can_be_cut(order.back()) &&
                       is_open(part) == is_open(order.back());
  if (extends) {
    order.back() = run_like(part, element_count(order.back()) + element_count(part));
  } else {
    order.push_back(part);
  }
}

}  // namespace

bool is_settled(const OpenOrder& order) {
  return std::none_of(order.begin(), order.end(), is_open);
}

std::int64_t settled_count(const OpenOrder& order) {
  std::int64_t count = 0;
  for (const Shape& part : order) count += is_open(part) ? 0 : element_count(part);
  return count;
}

std::optional<OpenOrder> take_front(OpenOrder& order, std::int64_t count) {
  OpenOrder front;
  while (count > 0 && !order.empty()) {
    Shape& part = order.front();
    const std::int64_t size = element_count(part);
    if (size > count) {
      if (!can_be_cut(part)) return std::nullopt;
      append(front, run_like(part, count));
      part = run_like(part, size - count);
      return front;
    }
    append(front, part);
    order.erase(order.begin());
    count -= size;
  }
  return front;
}

std::optional<OpenOrder> meet(OpenOrder a, OpenOrder b) {
  OpenOrder both;
  while (!a.empty() && !b.empty()) {
    const std::int64_t count = std::min(element_count(a.front()), element_count(b.front()));
    const auto x = take_front(a, count);
    const auto y = take_front(b, count);
    if (!x || !y) return std::nullopt;
    if (is_settled(*x) && is_settled(*y) && !same_order(*x, *y)) return std::nullopt;
    append(both, is_settled(*x) ? x->front() : y->front());
  }
  return both;
}

ElementOrder settled(const OpenOrder& order) {
  ElementOrder all;
  for (const Shape& part : order) {
    append(all, is_open(part) ? Shape{element_count(part), 1, 1} : part);
  }
  return all;
}

}  // namespace sluice
