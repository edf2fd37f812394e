// Integer matrix products through floating point where that is exact: every partial sum of
// integers below 2^24 (2^53) is a float (double), in any order of summation.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "runtime/array/array.hpp"
#include "runtime/integer/format.hpp"

namespace sluice {

// rows x cols integers that multiply integers of a known format.
class ExactMatrix {
 public:
  // `weight` has the rows as its first dimension.
  ExactMatrix(const Array<std::int32_t>& weight, const IntegerFormat& input);

  std::int64_t rows() const { return rows_; }
  std::int64_t cols() const { return cols_; }

  // Calls visit(weights) with the weights in the narrowest type that is exact: a std::vector of
  // float, double or std::int64_t. The vectors multiplied must be of that type too.
  template <typename Visit>
  void visit(Visit visitor) const {
    std::visit(visitor, weights_);
  }

 private:
  std::int64_t rows_, cols_;
  std::variant<std::vector<float>, std::vector<double>, std::vector<std::int64_t>> weights_;
};

// c (m x n) = a (m x k) * b (k x n), all row-major; b stored as n x k where `transposed`.
void exact_product(std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b,
                   bool transposed, float* c);
void exact_product(std::int64_t m, std::int64_t n, std::int64_t k, const double* a, const double* b,
                   bool transposed, double* c);
void exact_product(std::int64_t m, std::int64_t n, std::int64_t k, const std::int64_t* a,
                   const std::int64_t* b, bool transposed, std::int64_t* c);

}  // namespace sluice
