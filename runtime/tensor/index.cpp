// Masks, index vectors, gather and scatter.
#include "runtime/tensor/index.hpp"

#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/iterate.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice {
namespace {

void check_mask(const Tensor& mask) {
  if (mask.type() != ElementType::Byte)
    throw Error("expected a ByteTensor as mask, got a " + describe(mask));
}

std::int64_t count_selected(const Tensor& mask) {
  std::int64_t count = 0;
  for_each<std::uint8_t>([&count](const std::uint8_t& m) { count += m != 0; }, mask);
  return count;
}

std::int64_t checked_position(std::int64_t index, std::int64_t size) {
  if (index < kIndexBase || index >= size + kIndexBase)
    throw Error("index " + std::to_string(index) + " is out of bounds: the size is " +
                std::to_string(size));
  return index - kIndexBase;
}

void check_indices(const Tensor& indices) {
  if (indices.type() != ElementType::Long || indices.dim() != 1)
    throw Error("expected a vector of indices (LongTensor), got a " + describe(indices));
}

// The slice at a position of dimension d, as a tensor without that dimension (a vector keeps it).
Tensor slice(const Tensor& t, int d, std::int64_t position) {
  return t.dim() > 1 ? select(t, d, position) : narrow(t, 0, position, 1);
}

// Calls f(slice of t at indices[i], slice of other at i) for all i.
template <typename F>
void for_each_indexed_slice(const Tensor& t, const Tensor& other, int d, const Tensor& indices,
                            F f) {
  check_indices(indices);
  check_dim(t, d);
  check_dim(other, d);
  if (indices.size(0) != other.size(d))
    throw Error("expected " + std::to_string(other.size(d)) + " indices, got " +
                std::to_string(indices.size(0)));
  const auto* index = indices.data<std::int64_t>();
  for (std::int64_t i = 0; i < indices.size(0); ++i) {
    const std::int64_t position = checked_position(index[i * indices.stride(0)], t.size(d));
    f(slice(t, d, position), slice(other, d, i));
  }
}

// Calls f(line element of t chosen by the index, element of other) for every index.
template <typename T, typename F>
void for_each_gathered(const Tensor& t, int d, const Tensor& indices, const Tensor& other, F f) {
  check_dim(t, d);
  if (indices.dim() != t.dim() || other.sizes() != indices.sizes())
    throw Error("inconsistent sizes: " + to_string(t.sizes()) + " indexed by " +
                to_string(indices.sizes()) + " for " + to_string(other.sizes()));
  for (int e = 0; e < t.dim(); ++e)
    if (e != d && indices.size(e) > t.size(e))
      throw Error("more indices (" + to_string(indices.sizes()) + ") than elements (" +
                  to_string(t.sizes()) + ")");
  const std::int64_t size = t.size(d);
  const std::int64_t count = indices.size(d);
  Dims line_sizes = indices.sizes();
  line_sizes[d] = 1;
  const Tensor lines = t.view_as(t.offset(), line_sizes, t.strides());
  const auto first = [&](const Tensor& x) {
    return x.view_as(x.offset(), line_sizes, x.strides());
  };
  const std::int64_t s = t.stride(d);
  for_each_in_order<T, std::int64_t, T>(
      [&](T& line, std::int64_t& index, T& element) {
        for (std::int64_t i = 0; i < count; ++i)
          f((&line)[checked_position((&index)[i * indices.stride(d)], size) * s],
            (&element)[i * other.stride(d)]);
      },
      lines, first(indices), first(other));
}

}  // namespace

void masked_fill(const Tensor& t, const Tensor& mask, double value) {
  check_mask(mask);
  dispatch(t.type(), [&]<typename T>() {
    const T element = element_from<T>(value);
    for_each<T, std::uint8_t>([element](T& x, const std::uint8_t& m) { x = m ? element : x; }, t,
                              mask);
  });
}

void masked_copy(const Tensor& t, const Tensor& mask, const Tensor& source) {
  check_mask(mask);
  if (count_selected(mask) > source.element_count())
    throw Error("the mask selects " + std::to_string(count_selected(mask)) +
                " elements, the source has " + std::to_string(source.element_count()));
  const Tensor flat = contiguous(source);
  dispatch(t.type(), [&]<typename T>() {
    const T* next = flat.data<T>();
    for_each_in_order<T, std::uint8_t>(
        [&next](T& x, const std::uint8_t& m) {
          if (m) x = *next++;
        },
        t, mask);
  });
}

void masked_select(Tensor& result, const Tensor& t, const Tensor& mask) {
  check_mask(mask);
  check_same_count(t, mask);
  Tensor selected(t.type(), Dims{count_selected(mask)});
  if (selected.empty()) return result.resize(Dims{});
  dispatch(t.type(), [&]<typename T>() {
    T* next = selected.data<T>();
    for_each_in_order<T, std::uint8_t>(
        [&next](const T& x, const std::uint8_t& m) {
          if (m) *next++ = x;
        },
        contiguous(t), contiguous(mask));
  });
  result.resize(selected.sizes());
  copy(result, selected);
}

void nonzero(Tensor& result, const Tensor& input) {
  const Tensor t = apart_from(result, input);
  dispatch(t.type(), [&]<typename T>() {
    std::int64_t count = 0;
    for_each<T>([&count](const T& x) { count += x != T{0}; }, t);
    result.resize(count ? Dims{count, t.dim()} : Dims{});
    if (!count) return;
    const Tensor rows = contiguous(result);
    auto* next = rows.data<std::int64_t>();
    std::int64_t flat = 0;
    for_each_in_order<T>(
        [&](const T& x) {
          std::int64_t rest = flat++;
          if (x == T{0}) return;
          for (int d = t.dim() - 1; d >= 0; --d) {
            next[d] = rest % t.size(d) + kIndexBase;
            rest /= t.size(d);
          }
          next += t.dim();
        },
        t);
    if (!result.is_contiguous()) copy(result, rows);
  });
}

void index_select(Tensor& result, const Tensor& t, int d, const Tensor& indices) {
  check_indices(indices);
  check_dim(t, d);
  const Tensor source = apart_from(result, t);
  const Tensor positions = apart_from(result, indices);
  Dims sizes = t.sizes();
  sizes[d] = indices.size(0);
  result.resize(sizes);
  for_each_indexed_slice(source, result, d, positions,
                         [](const Tensor& from, const Tensor& to) { copy(to, from); });
}

void index_copy(const Tensor& t, int d, const Tensor& indices, const Tensor& source) {
  for_each_indexed_slice(t, source, d, indices,
                         [](const Tensor& to, const Tensor& from) { copy(to, from); });
}

void index_add(const Tensor& t, int d, const Tensor& indices, const Tensor& source) {
  for_each_indexed_slice(t, source, d, indices, [](const Tensor& to, const Tensor& from) {
    dispatch(to.type(), [&]<typename T>() {
      for_each<T, T>([](T& x, const T& y) { x = static_cast<T>(x + y); }, to, from);
    });
  });
}

void index_fill(const Tensor& t, int d, const Tensor& indices, double value) {
  check_indices(indices);
  check_dim(t, d);
  const auto* index = indices.data<std::int64_t>();
  for (std::int64_t i = 0; i < indices.size(0); ++i)
    fill(slice(t, d, checked_position(index[i * indices.stride(0)], t.size(d))), value);
}

void gather(Tensor& result, const Tensor& t, int d, const Tensor& indices) {
  const Tensor source = apart_from(result, t);
  const Tensor positions = apart_from(result, indices);
  result.resize(positions.sizes());
  dispatch(source.type(), [&]<typename T>() {
    for_each_gathered<T>(source, d, positions, result,
                         [](T& chosen, T& element) { element = chosen; });
  });
}

void scatter(const Tensor& t, int d, const Tensor& indices, const Tensor& source) {
  dispatch(t.type(), [&]<typename T>() {
    for_each_gathered<T>(t, d, indices, source, [](T& chosen, T& element) { chosen = element; });
  });
}

void scatter(const Tensor& t, int d, const Tensor& indices, double value) {
  Tensor source(t.type(), Dims{1});
  fill(source, value);
  scatter(t, d, indices, expand(source, indices.sizes()));
}

}  // namespace sluice
