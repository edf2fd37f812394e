// Views: other sizes and strides over the same elements. Dimensions and positions count from 0.
#pragma once

#include "runtime/tensor/tensor.hpp"

namespace sluice {

// Positions first .. first+count-1 of dimension d.
Tensor narrow(const Tensor& t, int d, std::int64_t first, std::int64_t count);
// One position of dimension d, which vanishes; there must be another dimension.
Tensor select(const Tensor& t, int d, std::int64_t position);
Tensor transpose(const Tensor& t, int d, int e);
// Rows and columns of a matrix exchanged.
Tensor transpose(const Tensor& matrix);
Tensor permute(const Tensor& t, const Dims& order);
// Dimension d becomes the windows of `size` taken every `step`; a last dimension holds each window.
Tensor unfold(const Tensor& t, int d, std::int64_t size, std::int64_t step);
// Without the dimensions of size 1 (at least one stays), or without dimension d if its size is 1.
Tensor squeeze(const Tensor& t);
Tensor squeeze(const Tensor& t, int d);
// A new dimension of size 1 before dimension d.
Tensor unsqueeze(const Tensor& t, int d);
// Dimensions of size 1, and missing ones in front, repeated without a copy.
Tensor expand(const Tensor& t, const Dims& sizes);
// Other sizes for a contiguous tensor; one size may be -1 and is then inferred.
Tensor view(const Tensor& t, const Dims& sizes);

// `sizes` with a -1 replaced so that the product is `count`; throws when that cannot be.
Dims infer_sizes(const Dims& sizes, std::int64_t count);

// Throws unless 0 <= d < t.dim().
void check_dim(const Tensor& t, int d);

}  // namespace sluice
