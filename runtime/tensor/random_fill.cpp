// One draw an element, in row-major order.
#include "runtime/tensor/random_fill.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/index.hpp"
#include "runtime/tensor/iterate.hpp"
#include "runtime/tensor/line.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice {
namespace {

template <typename Draw>
void fill_drawn(const Tensor& t, Draw draw) {
  dispatch(t.type(), [&]<typename T>() {
    for_each_in_order<T>([&](T& x) { x = element_from<T>(draw()); }, t);
  });
}

template <typename Draw>
void fill_drawn_floating(const Tensor& t, Draw draw) {
  dispatch_floating(t.type(), [&]<typename T>() {
    for_each_in_order<T>([&](T& x) { x = static_cast<T>(draw()); }, t);
  });
}

// The number of different whole numbers that fill_random draws from.
template <typename T>
std::uint64_t value_count() {
  if constexpr (std::is_floating_point_v<T>) {
    return (std::uint64_t{1} << std::numeric_limits<T>::digits) + 1;
  } else {
    return static_cast<std::uint64_t>(std::numeric_limits<T>::max()) + 1;
  }
}

// Sums of the probabilities so far, the whole being 1.
std::vector<double> cumulative(const Line<const double>& p) {
  std::vector<double> sums;
  double total = 0;
  for (std::int64_t i = 0; i < p.size; ++i) {
    if (!(p[i] >= 0)) throw Error("multinomial: a probability is " + std::to_string(p[i]));
    total += p[i];
    sums.push_back(total);
  }
  if (!(total > 0)) throw Error("multinomial: the probabilities add up to nothing");
  for (double& sum : sums) sum /= total;
  return sums;
}

std::size_t draw_position(std::vector<double>& sums, Generator& generator) {
  sums.back() = 1;
  return static_cast<std::size_t>(
      std::lower_bound(sums.begin(), sums.end(), generator.uniform(0, 1)) - sums.begin());
}

// Takes a drawn position out of the distribution.
void remove_position(std::vector<double>& sums, std::size_t position) {
  const double mass = sums[position] - (position > 0 ? sums[position - 1] : 0);
  for (std::size_t k = 0; k < sums.size(); ++k)
    sums[k] = (k >= position ? sums[k] - mass : sums[k]) / (1 - mass);
}

std::int64_t count_positive(const Line<const double>& p) {
  std::int64_t count = 0;
  for (std::int64_t i = 0; i < p.size; ++i) count += p[i] > 0;
  return count;
}

}  // namespace

std::int64_t random_in(Generator& generator, std::int64_t low, std::int64_t high) {
  if (high < low)
    throw Error("random: there is no number from " + std::to_string(low) + " to " +
                std::to_string(high));
  const std::uint64_t count =
      static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  const std::uint64_t drawn = generator.random();
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) +
                                   (count ? drawn % count : drawn));
}

void fill_random(const Tensor& t, Generator& generator) {
  dispatch(t.type(), [&]<typename T>() {
    for_each_in_order<T>([&](T& x) { x = static_cast<T>(generator.random() % value_count<T>()); },
                         t);
  });
}

void fill_random(const Tensor& t, Generator& generator, std::int64_t low, std::int64_t high) {
  dispatch(t.type(), [&]<typename T>() {
    for_each_in_order<T>([&](T& x) { x = static_cast<T>(random_in(generator, low, high)); }, t);
  });
}

void fill_bernoulli(const Tensor& t, Generator& generator, double p) {
  fill_drawn(t, [&] { return generator.bernoulli(p); });
}

void fill_bernoulli(const Tensor& t, Generator& generator, const Tensor& p) {
  check_same_count(t, p);
  const Tensor probabilities = contiguous(convert(p, ElementType::Double));
  const double* next = probabilities.data<double>();
  fill_drawn(t, [&] { return generator.bernoulli(*next++); });
}

void fill_geometric(const Tensor& t, Generator& generator, double p) {
  fill_drawn(t, [&] { return generator.geometric(p); });
}

void fill_uniform(const Tensor& t, Generator& generator, double low, double high) {
  fill_drawn_floating(t, [&] { return generator.uniform(low, high); });
}

void fill_normal(const Tensor& t, Generator& generator, double mean, double deviation) {
  fill_drawn_floating(t, [&] { return generator.normal(mean, deviation); });
}

void fill_normal(const Tensor& t, Generator& generator, const Tensor& mean,
                 const Tensor& deviation) {
  check_same_count(t, mean);
  check_same_count(t, deviation);
  const Tensor means = contiguous(convert(mean, ElementType::Double));
  const Tensor deviations = contiguous(convert(deviation, ElementType::Double));
  const double* m = means.data<double>();
  const double* s = deviations.data<double>();
  fill_drawn_floating(t, [&] { return generator.normal(*m++, *s++); });
}

void fill_exponential(const Tensor& t, Generator& generator, double lambda) {
  fill_drawn_floating(t, [&] { return generator.exponential(lambda); });
}

void fill_cauchy(const Tensor& t, Generator& generator, double median, double sigma) {
  fill_drawn_floating(t, [&] { return generator.cauchy(median, sigma); });
}

void fill_log_normal(const Tensor& t, Generator& generator, double mean, double deviation) {
  fill_drawn_floating(t, [&] { return generator.log_normal(mean, deviation); });
}

void random_permutation(Tensor& result, Generator& generator, std::int64_t n) {
  if (n < 1) throw Error("randperm: expected at least 1, got " + std::to_string(n));
  result.resize(Dims{n});
  dispatch(result.type(), [&]<typename T>() {
    const Line<T> line{result.data<T>(), n, result.stride(0)};
    for (std::int64_t i = 0; i < n; ++i) line[i] = static_cast<T>(i + 1);
    for (std::int64_t i = 0; i < n - 1; ++i) {
      const auto skip = static_cast<std::int64_t>(generator.random()) % (n - i);
      std::swap(line[i], line[i + skip]);
    }
  });
}

void multinomial(Tensor& result, Generator& generator, const Tensor& probabilities,
                 std::int64_t count, bool with_replacement) {
  if (probabilities.dim() < 1 || probabilities.dim() > 2)
    throw Error("multinomial: expected a vector or a matrix, got a " + describe(probabilities));
  const Tensor p = contiguous(convert(probabilities, ElementType::Double));
  const std::int64_t columns = p.size(p.dim() - 1);
  const std::int64_t rows = p.element_count() / columns;
  if (count < 1) throw Error("multinomial: cannot draw " + std::to_string(count) + " numbers");
  result.resize(p.dim() == 1 ? Dims{count} : Dims{rows, count});
  const Tensor drawn(ElementType::Long, result.sizes());
  for (std::int64_t row = 0; row < rows; ++row) {
    const Line<const double> line{p.data<double>() + row * columns, columns, 1};
    if (!with_replacement && count > count_positive(line))
      throw Error("multinomial: cannot draw " + std::to_string(count) + " different numbers from " +
                  std::to_string(count_positive(line)) + " that are possible");
    std::vector<double> sums = cumulative(line);
    for (std::int64_t i = 0; i < count; ++i) {
      const std::size_t position = draw_position(sums, generator);
      drawn.data<std::int64_t>()[row * count + i] =
          static_cast<std::int64_t>(position) + kIndexBase;
      if (!with_replacement && i + 1 < count) remove_position(sums, position);
    }
  }
  copy(result, drawn);
}

}  // namespace sluice
