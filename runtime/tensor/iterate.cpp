// Loop nests: merging and ordering of dimensions.
#include "runtime/tensor/iterate.hpp"

#include <numeric>

#include "runtime/tensor/copy.hpp"

namespace sluice {
namespace {

// Dimensions of more than one element, outermost first; sorted by falling stride if asked.
Dims loop_order(const Tensor& t, bool any_order) {
  Dims order;
  for (int d = 0; d < t.dim(); ++d) {
    if (t.size(d) == 1) continue;
    int place = order.count();
    if (any_order)
      while (place > 0 && t.stride(static_cast<int>(order[place - 1])) < t.stride(d)) --place;
    order.insert(place, d);
  }
  return order;
}

}  // namespace

template <std::size_t N>
LoopNest<N> make_loop_nest(const std::array<const Tensor*, N>& operands, bool any_order) {
  LoopNest<N> nest;
  for (std::int64_t dimension : loop_order(*operands[0], any_order)) {
    const int d = static_cast<int>(dimension);
    const std::int64_t size = operands[0]->size(d);
    bool merges = !nest.sizes.empty();
    for (std::size_t i = 0; i < N && merges; ++i)
      merges = nest.strides[i].back() == size * operands[i]->stride(d);
    if (merges) {
      nest.sizes[nest.sizes.count() - 1] *= size;
    } else {
      nest.sizes.push_back(size);
    }
    for (std::size_t i = 0; i < N; ++i) {
      if (merges) {
        nest.strides[i][nest.strides[i].count() - 1] = operands[i]->stride(d);
      } else {
        nest.strides[i].push_back(operands[i]->stride(d));
      }
    }
  }
  if (nest.sizes.empty()) {
    nest.sizes.push_back(1);
    for (Dims& strides : nest.strides) strides.push_back(1);
  }
  return nest;
}

template LoopNest<1> make_loop_nest(const std::array<const Tensor*, 1>&, bool);
template LoopNest<2> make_loop_nest(const std::array<const Tensor*, 2>&, bool);
template LoopNest<3> make_loop_nest(const std::array<const Tensor*, 3>&, bool);
template LoopNest<4> make_loop_nest(const std::array<const Tensor*, 4>&, bool);

void check_same_count(const Tensor& a, const Tensor& b) {
  if (a.element_count() != b.element_count())
    throw Error("inconsistent sizes: " + to_string(a.sizes()) + " and " + to_string(b.sizes()));
}

Tensor contiguous(const Tensor& t) {
  if (t.is_contiguous()) return t;
  Tensor result(t.type(), t.sizes());
  copy(result, t);
  return result;
}

void detail::store_contiguous(const Tensor& target, const Tensor& source) {
  copy(target, source.view_as(source.offset(), target.sizes(), contiguous_strides(target.sizes())));
}

}  // namespace sluice
