// Filling, triangles, concatenation.
#include "runtime/tensor/create.hpp"

#include <cmath>

#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/elementwise.hpp"
#include "runtime/tensor/line.hpp"
#include "runtime/tensor/reduce.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice {
namespace {

// Elements from f(T{}, position), in order.
template <typename F>
void generate(Tensor& result, const Dims& sizes, F f) {
  result.resize(sizes);
  dispatch(result.type(), [&]<typename T>() {
    std::int64_t i = 0;
    for_each_in_order<T>([&](T& x) { x = f(T{}, i++); }, result);
  });
}

void check_matrix(const Tensor& t) {
  if (t.dim() != 2) throw Error("expected a matrix, got a " + describe(t));
}

template <typename Keep>
void keep_elements(Tensor& result, const Tensor& t, Keep keep) {
  check_matrix(t);
  result.resize_as(t);
  const std::int64_t columns = t.size(1);
  dispatch(t.type(), [&]<typename T>() {
    std::int64_t i = 0;
    for_each_in_order<T, T>(
        [&](T& r, const T& x) {
          r = keep(i % columns - i / columns) ? x : T{0};
          ++i;
        },
        result, t);
  });
}

// Row-major strides and offset of diagonal k of a matrix, as a vector view.
Tensor diagonal_view(const Tensor& matrix, std::int64_t k) {
  const std::int64_t row = std::max<std::int64_t>(-k, 0);
  const std::int64_t column = std::max<std::int64_t>(k, 0);
  const std::int64_t size = std::min(matrix.size(0) - row, matrix.size(1) - column);
  if (size < 1)
    throw Error("diagonal " + std::to_string(k) + " lies outside of a " + describe(matrix));
  return matrix.view_as(matrix.offset() + row * matrix.stride(0) + column * matrix.stride(1),
                        Dims{size}, Dims{matrix.stride(0) + matrix.stride(1)});
}

// Sizes padded with 1 to `count` dimensions.
Dims padded(const Dims& sizes, int count) {
  Dims result = sizes;
  while (result.count() < count) result.push_back(1);
  return result;
}

void check_joins(const Dims& sizes, const Dims& part, int d) {
  for (int e = 0; e < sizes.count(); ++e)
    if (e != d && sizes[e] != part[e])
      throw Error("cat: inconsistent sizes " + to_string(sizes) + " and " + to_string(part) +
                  " for dimension " + std::to_string(d + 1));
}

}  // namespace

void eye(Tensor& result, std::int64_t rows, std::int64_t columns) {
  generate(result, Dims{rows, columns}, [columns]<typename T>(T, std::int64_t i) {
    return static_cast<T>(i / columns == i % columns);
  });
}

void range(Tensor& result, double first, double last, double step) {
  const double count = std::floor((last - first) / step) + 1;
  if (!(count < 1e15)) throw Error("range: found more elements than a tensor can hold");
  if (count < 1)
    throw Error("range: there is nothing from " + std::to_string(first) + " to " +
                std::to_string(last) + " in steps of " + std::to_string(step));
  generate(result, Dims{static_cast<std::int64_t>(count)}, [=]<typename T>(T, std::int64_t i) {
    return element_from<T>(first + static_cast<double>(i) * step);
  });
}

void linspace(Tensor& result, double first, double last, std::int64_t count) {
  if (count < 1 || (count == 1 && first != last))
    throw Error("linspace: cannot go from " + std::to_string(first) + " to " +
                std::to_string(last) + " in " + std::to_string(count) + " points");
  generate(result, Dims{count}, [=]<typename T>(T, std::int64_t i) {
    using F = std::conditional_t<std::is_floating_point_v<T>, T, double>;
    const F a = static_cast<F>(first);
    const F step = count > 1 ? (static_cast<F>(last) - a) / static_cast<F>(count - 1) : F{0};
    return element_from<T>(static_cast<double>(a + step * static_cast<F>(i)));
  });
}

void logspace(Tensor& result, double first, double last, std::int64_t count) {
  linspace(result, first, last, count);
  dispatch_floating(result.type(), [&]<typename T>() {
    for_each<T>([](T& x) { x = std::pow(T{10}, x); }, result);
  });
}

void diagonal(Tensor& result, const Tensor& t, std::int64_t k) {
  if (t.dim() == 1) {
    const std::int64_t size = t.size(0) + std::abs(k);
    const Tensor source = clone(t);
    result.resize(Dims{size, size});
    fill(result, 0);
    copy(diagonal_view(result, k), source);
    return;
  }
  check_matrix(t);
  const Tensor source = clone(diagonal_view(t, k));
  result.resize_as(source);
  copy(result, source);
}

void lower_triangle(Tensor& result, const Tensor& t, std::int64_t k) {
  keep_elements(result, t, [k](std::int64_t diagonal) { return diagonal <= k; });
}

void upper_triangle(Tensor& result, const Tensor& t, std::int64_t k) {
  keep_elements(result, t, [k](std::int64_t diagonal) { return diagonal >= k; });
}

void concatenate(Tensor& result, std::span<const Tensor> parts, int d) {
  int dims = d + 1;
  for (const Tensor& part : parts) dims = std::max(dims, part.dim());
  const int along = d < 0 ? std::max(dims, 1) - 1 : d;
  Dims sizes;
  for (const Tensor& part : parts) {
    if (part.empty()) continue;
    const Dims part_sizes = padded(part.sizes(), dims);
    if (sizes.empty()) {
      sizes = part_sizes;
    } else {
      check_joins(sizes, part_sizes, along);
      sizes[along] += part_sizes[along];
    }
  }
  Tensor joined(result.type(), sizes);
  std::int64_t position = 0;
  for (const Tensor& part : parts) {
    if (part.empty()) continue;
    const std::int64_t size = padded(part.sizes(), dims)[along];
    copy(narrow(joined, along, position, size), part);
    position += size;
  }
  result.resize(sizes);
  copy(result, joined);
}

void repeat(Tensor& result, const Tensor& t, const Dims& times) {
  const int added = times.count() - t.dim();
  if (added < 0 || t.empty())
    throw Error("repeatTensor: expected at least " + std::to_string(t.dim()) +
                " numbers of copies, got " + std::to_string(times.count()));
  Dims sizes;
  Dims pair_sizes;    // copies and elements of each dimension, side by side
  Dims pair_strides;  // of t, 0 for copies
  for (int e = 0; e < times.count(); ++e) {
    const std::int64_t size = e < added ? 1 : t.size(e - added);
    if (times[e] < 1)
      throw Error("repeatTensor: cannot repeat " + std::to_string(times[e]) + " times");
    sizes.push_back(times[e] * size);
    if (times[e] > 1) {
      pair_sizes.push_back(times[e]);
      pair_strides.push_back(0);
    }
    pair_sizes.push_back(size);
    pair_strides.push_back(e < added ? 0 : t.stride(e - added));
  }
  const Tensor copies = t.view_as(t.offset(), pair_sizes, pair_strides);
  Tensor repeated(t.type(), sizes);
  copy(view(repeated, pair_sizes), copies);
  result = repeated;
}

void histogram(Tensor& result, const Tensor& t, std::int64_t bins, double low, double high) {
  if (bins < 1) throw Error("histc: expected at least one bin, got " + std::to_string(bins));
  if (low == high) {
    low = extreme(Extreme::Minimum, t);
    high = extreme(Extreme::Maximum, t);
  }
  if (low == high) {
    low -= 1;
    high += 1;
  }
  const Tensor input = apart_from(result, t);
  result.resize(Dims{bins});
  fill(result, 0);
  dispatch(input.type(), [&]<typename T>() {
    T* counts = result.data<T>();
    const std::int64_t stride = result.stride(0);
    for_each<T>(
        [&](const T& x) {
          const auto value = static_cast<double>(x);
          if (!(value >= low && value <= high)) return;
          const auto bin =
              static_cast<std::int64_t>((value - low) / (high - low) * static_cast<double>(bins));
          T& counted = counts[std::min(bin, bins - 1) * stride];
          counted = element::add(counted, T{1});
        },
        input);
  });
}

void cross(Tensor& result, const Tensor& a, const Tensor& b, int d) {
  if (a.sizes() != b.sizes())
    throw Error("cross: inconsistent sizes " + to_string(a.sizes()) + " and " +
                to_string(b.sizes()));
  for (int e = 0; d < 0 && e < a.dim(); ++e)
    if (a.size(e) == 3) d = e;
  if (d < 0 || d >= a.dim() || a.size(d) != 3)
    throw Error("cross: expected a dimension of size 3, got a " + describe(a));
  Tensor product(a.type(), a.sizes());
  dispatch(a.type(), [&]<typename T>() {
    for_each_line<T, T, T>(
        d,
        [](const std::array<std::int64_t, 3>& strides, T* to, T* x, T* y) {
          const Line<T> r{to, 3, strides[0]};
          const Line<T> u{x, 3, strides[1]};
          const Line<T> v{y, 3, strides[2]};
          for (int i = 0; i < 3; ++i) {
            const int j = (i + 1) % 3;
            const int k = (i + 2) % 3;
            r[i] = element::subtract(element::multiply(u[j], v[k]), element::multiply(u[k], v[j]));
          }
        },
        product, a, b);
  });
  result.resize_as(product);
  copy(result, product);
}

}  // namespace sluice
