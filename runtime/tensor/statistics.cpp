// Means, variances and norms of floating tensors (declared in reduce.hpp).
#include <cmath>

#include "runtime/tensor/arithmetic.hpp"
#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/line.hpp"
#include "runtime/tensor/math.hpp"
#include "runtime/tensor/reduce.hpp"

namespace sluice {
namespace {

template <typename T>
double mean_of(const Line<T>& line) {
  double total = 0;
  for (std::int64_t i = 0; i < line.size; ++i) total += static_cast<double>(line[i]);
  return total / static_cast<double>(line.size);
}

template <typename T>
double variance_of(const Line<T>& line, bool biased) {
  const double center = mean_of(line);
  double total = 0;
  for (std::int64_t i = 0; i < line.size; ++i) {
    const double x = static_cast<double>(line[i]) - center;
    total += x * x;
  }
  return total / static_cast<double>(biased ? line.size : line.size - 1);
}

template <typename T>
double norm_of(const Line<T>& line, double p) {
  double total = 0;
  if (p == 0) {
    for (std::int64_t i = 0; i < line.size; ++i) total += line[i] != T{0};
    return total;
  }
  if (std::isinf(p)) {
    for (std::int64_t i = 0; i < line.size; ++i)
      total = std::max(total, std::abs(static_cast<double>(line[i])));
    return total;
  }
  if (p == 2) {
    for (std::int64_t i = 0; i < line.size; ++i)
      total += static_cast<double>(line[i]) * static_cast<double>(line[i]);
    return std::sqrt(total);
  }
  for (std::int64_t i = 0; i < line.size; ++i)
    total += std::pow(std::abs(static_cast<double>(line[i])), p);
  return std::pow(total, 1 / p);
}

// f(line of all elements of t)
template <typename F>
double reduce_all(const Tensor& t, F f) {
  return dispatch_floating(t.type(), [&]<typename T>() -> double {
    const Tensor flat = contiguous(t);
    return f(Line<T>{flat.data<T>(), flat.element_count(), 1});
  });
}

template <typename F>
void reduce_dim(Tensor& result, const Tensor& t, int d, F f) {
  dispatch_floating(t.type(), [&]<typename T>() {
    reduce_lines<T, T>(result, t, d, [f](const Line<T>& line) { return static_cast<T>(f(line)); });
  });
}

}  // namespace

double mean(const Tensor& t) {
  if (t.empty()) throw Error("mean: expected a tensor with elements, got an empty one");
  return sum(t) / static_cast<double>(t.element_count());
}

void mean(Tensor& result, const Tensor& t, int d) {
  check_dim(t, d);
  const std::int64_t count = t.size(d);
  sum(result, t, d);
  divide(result, result, static_cast<double>(count));
}

double variance(const Tensor& t, bool biased) {
  return reduce_all(t, [biased](const auto& line) { return variance_of(line, biased); });
}

void variance(Tensor& result, const Tensor& t, int d, bool biased) {
  reduce_dim(result, t, d, [biased](const auto& line) { return variance_of(line, biased); });
}

void standard_deviation(Tensor& result, const Tensor& t, int d, bool biased) {
  variance(result, t, d, biased);
  apply(Math::Sqrt, result, result);
}

double norm(const Tensor& t, double p) {
  return reduce_all(t, [p](const auto& line) { return norm_of(line, p); });
}

void norm(Tensor& result, const Tensor& t, double p, int d) {
  reduce_dim(result, t, d, [p](const auto& line) { return norm_of(line, p); });
}

double distance(const Tensor& a, const Tensor& b, double p) {
  Tensor difference(a.type());
  subtract(difference, a, 1, b);
  return norm(difference, p);
}

void renormalize(Tensor& result, const Tensor& t, double p, int d, double limit) {
  check_dim(t, d);
  result.resize_as(t);
  if (!is_same_view(result, t)) copy(result, t);
  for (std::int64_t i = 0; i < t.size(d); ++i) {
    Tensor slice = narrow(result, d, i, 1);
    const double size = norm(slice, p);
    if (size > limit) multiply(slice, slice, limit / (size + 1e-7));
  }
}

}  // namespace sluice
