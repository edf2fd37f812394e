// Loops over lines: the elements of a tensor along one dimension, reduced or scanned.
#pragma once

#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/iterate.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice {

// A strided run of elements.
template <typename T>
struct Line {
  T* first;
  std::int64_t size;
  std::int64_t stride;

  T& operator[](std::int64_t i) const { return first[i * stride]; }
};

// The sizes of t with dimension d reduced to 1. Throws unless t has that dimension.
Dims reduced_sizes(const Tensor& t, int d);

// result (of type R, sizes reduced) = f(line of t) for each line along dimension d.
template <typename R, typename T, typename F>
void reduce_lines(Tensor& result, const Tensor& t, int d, F f) {
  const Tensor input = apart_from(result, t);
  result.resize(reduced_sizes(input, d));
  const std::int64_t size = input.size(d);
  for_each_line<R, T>(
      d,
      [size, f](const std::array<std::int64_t, 2>& strides, R* to, T* from) {
        *to = f(Line<T>{from, size, strides[1]});
      },
      result, input);
}

// f(line of result, line of t) for each line along dimension d; both have the sizes of t.
template <typename T, typename F>
void scan_lines(Tensor& result, const Tensor& t, int d, F f) {
  check_dim(t, d);
  result.resize_as(t);
  const std::int64_t size = t.size(d);
  for_each_line<T, T>(
      d,
      [size, f](const std::array<std::int64_t, 2>& strides, T* to, T* from) {
        f(Line<T>{to, size, strides[0]}, Line<T>{from, size, strides[1]});
      },
      result, t);
}

// f(line of a, line of indices, line of t) for each line along d; the first two get `sizes`.
template <typename T, typename F>
void pick_lines(Tensor& values, Tensor& positions, const Tensor& t, int d, Dims sizes, F f) {
  check_dim(t, d);
  const Tensor input = apart_from(positions, apart_from(values, t));
  values.resize(sizes);
  positions.resize(sizes);
  const std::int64_t size = input.size(d);
  const std::int64_t picked = sizes[d];
  for_each_line<T, std::int64_t, T>(
      d,
      [=](const std::array<std::int64_t, 3>& strides, T* value, std::int64_t* position, T* from) {
        f(Line<T>{value, picked, strides[0]}, Line<std::int64_t>{position, picked, strides[1]},
          Line<T>{from, size, strides[2]});
      },
      values, positions, input);
}

}  // namespace sluice
