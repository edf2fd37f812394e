// Selections by mask and by index tensors. Index tensors are LongTensors that count from 1, as in
// Torch.
#pragma once

#include "runtime/tensor/tensor.hpp"

namespace sluice {

inline constexpr std::int64_t kIndexBase = 1;

// `mask` is a ByteTensor with as many elements as `t`; where it is not 0 an element is selected.
void masked_fill(const Tensor& t, const Tensor& mask, double value);
// Selected elements are taken from `source` in order, which needs as many elements.
void masked_copy(const Tensor& t, const Tensor& mask, const Tensor& source);
// A vector of the selected elements; empty when none is selected.
void masked_select(Tensor& result, const Tensor& t, const Tensor& mask);
// The positions of the elements other than 0, one row each.
void nonzero(Tensor& result, const Tensor& input);

// Along dimension d, with a vector of indices: result's position i is t's position indices[i].
void index_select(Tensor& result, const Tensor& t, int d, const Tensor& indices);
// t's position indices[i] becomes, or is increased by, source's position i.
void index_copy(const Tensor& t, int d, const Tensor& indices, const Tensor& source);
void index_add(const Tensor& t, int d, const Tensor& indices, const Tensor& source);
void index_fill(const Tensor& t, int d, const Tensor& indices, double value);

// result[..i..] = t[..indices[..i..]..] with the sizes of `indices`, and the opposite.
void gather(Tensor& result, const Tensor& t, int d, const Tensor& indices);
void scatter(const Tensor& t, int d, const Tensor& indices, const Tensor& source);
void scatter(const Tensor& t, int d, const Tensor& indices, double value);

}  // namespace sluice
