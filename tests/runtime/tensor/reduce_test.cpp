// Tests of sums, products and extremes against plain loops on random views.
#include "runtime/tensor/reduce.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "tests/runtime/tensor/values.hpp"

namespace sluice {
namespace {
using testing::make_tensor;
using testing::make_vector;
using testing::Random;
using testing::Values;
using testing::values_of;

// f over the values of every line along d, in row-major order of the lines.
template <typename F>
Values over_lines(const Tensor& t, int d, F f) {
  Dims order;
  for (int e = 0; e < t.dim(); ++e)
    if (e != d) order.push_back(e);
  order.push_back(d);
  const Values all = values_of(permute(t, order));
  Values results;
  for (auto line = all.begin(); line != all.end(); line += t.size(d))
    results.push_back(f(Values(line, line + t.size(d))));
  return results;
}

double sum_of(const Values& v) { return std::accumulate(v.begin(), v.end(), 0.0); }
double max_of(const Values& v) { return *std::max_element(v.begin(), v.end()); }
}  // namespace

TEST_CASE("sums and maxima along any dimension, all types, any layout") {
  const unsigned seed = 3;
  INFO("seed " << seed);
  Random random(seed);
  for (const ElementType type : kElementTypes) {
    for (int round = 0; round < 10; ++round) {
      const Tensor t = testing::random_view(random, testing::random_sizes(random, 4), type);
      CHECK(sum(t) == sum_of(values_of(t)));
      CHECK(extreme(Extreme::Maximum, t) == max_of(values_of(t)));
      for (int d = 0; d < t.dim(); ++d) {
        for (const Tensor& layout : {t, clone(t)}) {
          Tensor sums(type);
          sum(sums, layout, d);
          CHECK(values_of(sums) == over_lines(t, d, sum_of));
          Tensor maxima(type);
          Tensor positions(ElementType::Long);
          extreme(Extreme::Maximum, maxima, positions, layout, d);
          CHECK(values_of(maxima) == over_lines(t, d, max_of));
        }
      }
    }
  }
}

TEST_CASE("wide columns are summed in blocks") {
  Tensor t(ElementType::Float, Dims{3, 700});
  for (int i = 0; i < 2100; ++i) t.data<float>()[i] = static_cast<float>(i % 700);
  Tensor sums(ElementType::Float);
  sum(sums, t, 0);
  CHECK(sums.sizes() == Dims{1, 700});
  CHECK(values_of(sums)[699] == 3 * 699);
  CHECK(values_of(sums)[256] == 3 * 256);
}

TEST_CASE("a sum may overwrite its input") {
  for (int d = 0; d < 2; ++d) {
    Tensor t = make_tensor(Dims{2, 2}, {1, 2, 3, 4});
    sum(t, t, d);
    CHECK(values_of(t) == (d == 0 ? Values{4, 6} : Values{3, 7}));
    Tensor u = make_tensor(Dims{2, 2}, {1, 2, 3, 4});
    sum(u, transpose(u), d);
    CHECK(values_of(u) == (d == 0 ? Values{3, 7} : Values{4, 6}));
  }
}

TEST_CASE("products, means, deviations and extremes may overwrite their input") {
  Tensor t = make_tensor(Dims{2, 2}, {1, 2, 3, 4});
  product_of(t, t, 0);
  CHECK(values_of(t) == Values{3, 8});
  mean(t, t, 1);
  CHECK(values_of(t) == Values{5.5});
  Tensor u = make_tensor(Dims{2, 2}, {1, 2, 3, 6});
  variance(u, u, 0, true);
  CHECK(values_of(u) == Values{1, 4});
  Tensor values = make_tensor(Dims{2, 2}, {4, 2, 3, 7});
  Tensor positions(ElementType::Long);
  extreme(Extreme::Maximum, values, positions, values, 0);
  CHECK(values_of(values) == Values{4, 7});
  CHECK(values_of(positions) == Values{1, 2});
}

TEST_CASE("extremes give the first position, and what is not a number wins") {
  Tensor values(ElementType::Double);
  Tensor positions(ElementType::Long);
  extreme(Extreme::Minimum, values, positions, make_vector({3, 1, 1}), 0);
  CHECK(values_of(positions) == Values{2});
  extreme(Extreme::Maximum, values, positions, make_vector({3, NAN, 5}), 0);
  CHECK(values_of(positions) == Values{2});
  CHECK(std::isnan(extreme(Extreme::Minimum, make_vector({3, NAN, 1}))));
  CHECK_THROWS_AS(extreme(Extreme::Minimum, Tensor()), Error);
}

TEST_CASE("products and running sums") {
  const Tensor t = make_tensor(Dims{2, 2}, {1, 2, 3, 4});
  Tensor r(ElementType::Double);
  CHECK(product_of(t) == 24);
  product_of(r, t, 1);
  CHECK(values_of(r) == Values{2, 12});
  cumulative_sum(r, t, 0);
  CHECK(values_of(r) == Values{1, 2, 4, 6});
  cumulative_product(r, t, 1);
  CHECK(values_of(r) == Values{1, 2, 3, 12});
  CHECK(trace(t) == 5);
  CHECK_THROWS_AS(trace(make_vector({1})), Error);
  CHECK_THROWS_AS(sum(r, t, 2), Error);
}

TEST_CASE("all and any of bytes") {
  CHECK(all(make_vector({1, 2}, ElementType::Byte)));
  CHECK_FALSE(all(make_vector({1, 0}, ElementType::Byte)));
  CHECK(any(make_vector({0, 2}, ElementType::Byte)));
  CHECK_FALSE(any(make_vector({0, 0}, ElementType::Byte)));
}

}  // namespace sluice
