// Sorting and order statistics along a dimension. Positions are LongTensors that count from 1.
#pragma once

#include "runtime/tensor/tensor.hpp"

namespace sluice {

// Equal elements keep their order; what is not a number counts as largest.
void sort(Tensor& values, Tensor& positions, const Tensor& t, int d, bool descending);
// The k smallest or largest elements, in order.
void top_k(Tensor& values, Tensor& positions, const Tensor& t, std::int64_t k, int d, bool largest);
// The k-th smallest element, k from 1.
void kth_value(Tensor& values, Tensor& positions, const Tensor& t, std::int64_t k, int d);
// The middle element, the lower one of two.
void median(Tensor& values, Tensor& positions, const Tensor& t, int d);
double median(const Tensor& t);
// The most frequent element, the smallest of several.
void mode(Tensor& values, Tensor& positions, const Tensor& t, int d);

}  // namespace sluice
