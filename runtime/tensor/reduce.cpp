// Sums, products and extremes.
#include "runtime/tensor/reduce.hpp"

#include <cmath>

#include "runtime/tensor/elementwise.hpp"
#include "runtime/tensor/index.hpp"
#include "runtime/tensor/line.hpp"

namespace sluice {
namespace {

// In 64 bits, integers wrapping around.
template <typename A>
A wrapping_sum(A a, A b) {
  return element::add(a, b);
}

// Several partial sums, so that the additions do not wait for each other.
template <typename T>
Accumulator<T> sum_flat(const T* data, std::int64_t count) {
  constexpr int kLanes = 8;
  using A = Accumulator<T>;
  A lanes[kLanes] = {};
  std::int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (int lane = 0; lane < kLanes; ++lane)
      lanes[lane] = wrapping_sum(lanes[lane], static_cast<A>(data[i + lane]));
  A total = 0;
  for (A lane : lanes) total = wrapping_sum(total, lane);
  for (; i < count; ++i) total = wrapping_sum(total, static_cast<A>(data[i]));
  return total;
}

template <typename T>
Accumulator<T> sum_line(const Line<T>& line) {
  if (line.stride == 1) return sum_flat(line.first, line.size);
  Accumulator<T> total = 0;
  for (std::int64_t i = 0; i < line.size; ++i)
    total = wrapping_sum(total, static_cast<Accumulator<T>>(line[i]));
  return total;
}

// The sum over the middle of outer x count x inner contiguous elements, a few columns at a time.
template <typename T>
void sum_columns(T* result, const T* data, std::int64_t outer, std::int64_t count,
                 std::int64_t inner) {
  constexpr std::int64_t kBlock = 256;
  for (std::int64_t o = 0; o < outer; ++o, data += count * inner, result += inner) {
    for (std::int64_t first = 0; first < inner; first += kBlock) {
      const std::int64_t width = std::min(kBlock, inner - first);
      Accumulator<T> totals[kBlock] = {};
      for (std::int64_t row = 0; row < count; ++row) {
        const T* from = data + row * inner + first;
        for (std::int64_t i = 0; i < width; ++i)
          totals[i] = wrapping_sum(totals[i], static_cast<Accumulator<T>>(from[i]));
      }
      for (std::int64_t i = 0; i < width; ++i) result[first + i] = static_cast<T>(totals[i]);
    }
  }
}

std::int64_t sizes_product(const Dims& sizes, int first, int last) {
  std::int64_t total = 1;
  for (int d = first; d < last; ++d) total *= sizes[d];
  return total;
}

template <typename T>
Accumulator<T> multiply_line(const Line<T>& line) {
  Accumulator<T> total = 1;
  for (std::int64_t i = 0; i < line.size; ++i)
    total = element::multiply(total, static_cast<Accumulator<T>>(line[i]));
  return total;
}

// Whether x replaces `best`; a value that is not a number stays.
template <typename T>
bool is_better(Extreme which, T x, T best) {
  if (best != best) return false;
  return which == Extreme::Minimum ? !(x >= best) : !(x <= best);
}

template <typename T>
std::int64_t extreme_position(Extreme which, const Line<T>& line) {
  std::int64_t position = 0;
  for (std::int64_t i = 1; i < line.size; ++i)
    if (is_better(which, line[i], line[position])) position = i;
  return position;
}

void check_not_empty(const Tensor& t) {
  if (t.empty()) throw Error("expected a tensor with elements, got an empty one");
}

}  // namespace

Dims reduced_sizes(const Tensor& t, int d) {
  check_dim(t, d);
  Dims sizes = t.sizes();
  sizes[d] = 1;
  return sizes;
}

double sum(const Tensor& t) {
  return dispatch(t.type(), [&]<typename T>() -> double {
    if (t.is_contiguous()) return static_cast<double>(sum_flat(t.data<T>(), t.element_count()));
    Accumulator<T> total = 0;
    for_each<T>([&](const T& x) { total = wrapping_sum(total, static_cast<Accumulator<T>>(x)); },
                t);
    return static_cast<double>(total);
  });
}

void sum(Tensor& result, const Tensor& t, int d) {
  const Dims sizes = reduced_sizes(t, d);
  dispatch(t.type(), [&]<typename T>() {
    const std::int64_t inner = sizes_product(t.sizes(), d + 1, t.dim());
    const Tensor input = apart_from(result, t);
    result.resize(sizes);
    if (inner > 1 && input.is_contiguous() && result.is_contiguous()) {
      sum_columns(result.data<T>(), input.data<T>(), sizes_product(input.sizes(), 0, d),
                  input.size(d), inner);
    } else {
      reduce_lines<T, T>(result, input, d,
                         [](const Line<T>& line) { return static_cast<T>(sum_line(line)); });
    }
  });
}

double product_of(const Tensor& t) {
  return dispatch(t.type(), [&]<typename T>() -> double {
    const Tensor flat = contiguous(t);
    return static_cast<double>(multiply_line(Line<T>{flat.data<T>(), flat.element_count(), 1}));
  });
}

void product_of(Tensor& result, const Tensor& t, int d) {
  dispatch(t.type(), [&]<typename T>() {
    reduce_lines<T, T>(result, t, d,
                       [](const Line<T>& line) { return static_cast<T>(multiply_line(line)); });
  });
}

void cumulative_sum(Tensor& result, const Tensor& t, int d) {
  dispatch(t.type(), [&]<typename T>() {
    scan_lines<T>(result, t, d, [](const Line<T>& to, const Line<T>& from) {
      Accumulator<T> total = 0;
      for (std::int64_t i = 0; i < from.size; ++i) {
        total = wrapping_sum(total, static_cast<Accumulator<T>>(from[i]));
        to[i] = static_cast<T>(total);
      }
    });
  });
}

void cumulative_product(Tensor& result, const Tensor& t, int d) {
  dispatch(t.type(), [&]<typename T>() {
    scan_lines<T>(result, t, d, [](const Line<T>& to, const Line<T>& from) {
      Accumulator<T> total = 1;
      for (std::int64_t i = 0; i < from.size; ++i) {
        total = element::multiply(total, static_cast<Accumulator<T>>(from[i]));
        to[i] = static_cast<T>(total);
      }
    });
  });
}

double extreme(Extreme which, const Tensor& t) {
  check_not_empty(t);
  return dispatch(t.type(), [&]<typename T>() -> double {
    const Tensor flat = contiguous(t);
    const Line<T> line{flat.data<T>(), flat.element_count(), 1};
    return static_cast<double>(line[extreme_position(which, line)]);
  });
}

void extreme(Extreme which, Tensor& values, Tensor& positions, const Tensor& t, int d) {
  const Dims sizes = reduced_sizes(t, d);
  dispatch(t.type(), [&]<typename T>() {
    pick_lines<T>(
        values, positions, t, d, sizes,
        [which](const Line<T>& value, const Line<std::int64_t>& position, const Line<T>& from) {
          const std::int64_t i = extreme_position(which, from);
          value[0] = from[i];
          position[0] = i + kIndexBase;
        });
  });
}

bool all(const Tensor& t) {
  bool result = true;
  for_each<std::uint8_t>([&](const std::uint8_t& x) { result &= x != 0; }, t);
  return result;
}

bool any(const Tensor& t) {
  bool result = false;
  for_each<std::uint8_t>([&](const std::uint8_t& x) { result |= x != 0; }, t);
  return result;
}

double trace(const Tensor& matrix) {
  if (matrix.dim() != 2) throw Error("trace: expected a matrix, got a " + describe(matrix));
  const std::int64_t size = std::min(matrix.size(0), matrix.size(1));
  return sum(
      matrix.view_as(matrix.offset(), Dims{size}, Dims{matrix.stride(0) + matrix.stride(1)}));
}

}  // namespace sluice
