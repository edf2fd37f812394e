// A matrix product with the same bits on every machine.
#pragma once

#include <cstdint>

namespace sluice::nn {

// c += a * b, row by row; a is m x k, b is k x n, c is m x n. Every element is the sum of its old
// value and of its k products, added in the order of k, whatever the processor: BLAS chooses the
// order by the processor that it finds.
void ordered_product(std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b,
                     float* c);

// As above, with b given transposed: n x k.
void ordered_product_transposed(std::int64_t m, std::int64_t n, std::int64_t k, const float* a,
                                const float* b, float* c);

}  // namespace sluice::nn
