// Orders are compared part by part, runs in Torch's order taken together.
#include "compiler/quantize/element_order.hpp"

namespace sluice {
namespace {

struct Run {
  std::int64_t channels, pixels;
  bool operator==(const Run&) const = default;
};

// One for each part, with pixels 1 where it leaves in Torch's order; never two of those in a row.
std::vector<Run> runs(const ElementOrder& order) {
  std::vector<Run> all;
  for (const Shape& part : order) {
    const bool plain = leaves_in_torch_order(part);
    if (!plain) {
      all.push_back({part[0], part[1] * part[2]});
    } else if (!all.empty() && all.back().pixels == 1) {
      all.back().channels += element_count(part);
    } else {
      all.push_back({element_count(part), 1});
    }
  }
  return all;
}

}  // namespace

ElementOrder natural_order(const Shape& shape) {
  if (shape.size() == 3) return {shape};
  if (shape.size() == 2) return {{1, shape[0], shape[1]}};
  return {{shape[0], 1, 1}};
}

std::int64_t element_count(const ElementOrder& order) {
  std::int64_t count = 0;
  for (const Shape& part : order) count += element_count(part);
  return count;
}

bool leaves_in_torch_order(const Shape& part) { return part[0] == 1 || part[1] * part[2] == 1; }

bool same_order(const ElementOrder& a, const ElementOrder& b) { return runs(a) == runs(b); }

std::string order_text(const ElementOrder& order) {
  std::string text;
  for (const Shape& part : order) text += (text.empty() ? "" : " then ") + shape_text(part);
  return text;
}

}  // namespace sluice
