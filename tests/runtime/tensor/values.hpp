// Tensors from lists and lists from tensors, and random strided tensors, for the tests of tensors.
#pragma once

#include <random>
#include <vector>

#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice::testing {

using Values = std::vector<double>;

// A contiguous tensor of the given elements.
inline Tensor make_tensor(const Dims& sizes, const Values& values,
                          ElementType type = ElementType::Double) {
  Tensor t(type, sizes);
  for (std::size_t i = 0; i < values.size(); ++i)
    set_element(*t.storage(), static_cast<std::int64_t>(i), values[i]);
  return t;
}

inline Tensor make_vector(const Values& values, ElementType type = ElementType::Double) {
  return make_tensor(Dims{static_cast<std::int64_t>(values.size())}, values, type);
}

inline Tensor make_indices(const Values& values) { return make_vector(values, ElementType::Long); }

// The elements in row-major order, found by walking the strides one by one.
inline Values values_of(const Tensor& t) {
  Values values;
  std::vector<std::int64_t> position(static_cast<std::size_t>(t.dim()), 0);
  for (std::int64_t n = t.element_count(); n > 0; --n) {
    std::int64_t at = t.offset();
    for (int d = 0; d < t.dim(); ++d) at += position[static_cast<std::size_t>(d)] * t.stride(d);
    values.push_back(get_element(*t.storage(), at));
    for (int d = t.dim() - 1; d >= 0; --d) {
      if (++position[static_cast<std::size_t>(d)] < t.size(d)) break;
      position[static_cast<std::size_t>(d)] = 0;
    }
  }
  return values;
}

using Random = std::mt19937;

inline std::int64_t draw(Random& random, std::int64_t low, std::int64_t high) {
  return std::uniform_int_distribution<std::int64_t>(low, high)(random);
}

// A view of `sizes` into a larger tensor, its dimensions exchanged at random; elements are whole
// numbers from 1 to 9.
inline Tensor random_view(Random& random, const Dims& sizes, ElementType type) {
  const int dims = sizes.count();
  const int a = static_cast<int>(draw(random, 0, dims - 1));
  const int b = static_cast<int>(draw(random, 0, dims - 1));
  Dims outer = sizes;
  std::swap(outer[a], outer[b]);
  for (int d = 0; d < dims; ++d) outer[d] += draw(random, 0, 2);
  Tensor whole(type, outer);
  for (std::int64_t i = 0; i < whole.element_count(); ++i)
    set_element(*whole.storage(), i, static_cast<double>(draw(random, 1, 9)));
  Tensor view = transpose(whole, a, b);
  for (int d = 0; d < dims; ++d)
    view = narrow(view, d, draw(random, 0, view.size(d) - sizes[d]), sizes[d]);
  return view;
}

inline Dims random_sizes(Random& random, int max_dims) {
  Dims sizes;
  for (std::int64_t d = draw(random, 1, max_dims); d > 0; --d) sizes.push_back(draw(random, 1, 5));
  return sizes;
}

}  // namespace sluice::testing
