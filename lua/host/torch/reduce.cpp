// Reductions, order statistics, and selections by index as torch functions.
#include "runtime/tensor/reduce.hpp"

#include <cmath>

#include "lua/host/torch/groups.hpp"
#include "runtime/tensor/index.hpp"
#include "runtime/tensor/order.hpp"

namespace sluice::bind {
namespace {

int last_dim(const Tensor& t, std::optional<Dim> d) { return d ? int{*d} : t.dim() - 1; }
int first_dim(std::optional<Dim> d) { return d ? int{*d} : 0; }

void define_extremes(Definitions& all) {
  for (const auto& [name, which] :
       {std::pair("min", Extreme::Minimum), std::pair("max", Extreme::Maximum)}) {
    all.def(
        name, [which = which](const Tensor& t) { return extreme(which, t); },
        [which = which](Fresh values, LongFresh positions, const Tensor& t, Dim d) {
          extreme(which, values, positions, t, d);
        });
  }
}

void define_order(Definitions& all) {
  all.def("sort", [](Fresh values, LongFresh positions, const Tensor& t, std::optional<Dim> d,
                     std::optional<bool> descending) {
    sort(values, positions, t, last_dim(t, d), descending.value_or(false));
  });
  all.def("topk",
          [](Fresh values, LongFresh positions, const Tensor& t, std::optional<std::int64_t> k,
             std::optional<Dim> d, std::optional<bool> largest, std::optional<bool> /*sorted*/) {
            top_k(values, positions, t, k.value_or(1), last_dim(t, d), largest.value_or(false));
          });
  all.def("kthvalue",
          [](Fresh values, LongFresh positions, const Tensor& t, std::int64_t k,
             std::optional<Dim> d) { kth_value(values, positions, t, k, last_dim(t, d)); });
  all.def(
      "median", [](const Tensor& t) { return median(t); },
      [](Fresh values, LongFresh positions, const Tensor& t, std::optional<Dim> d) {
        median(values, positions, t, last_dim(t, d));
      });
  all.def("mode", [](Fresh values, LongFresh positions, const Tensor& t, std::optional<Dim> d) {
    mode(values, positions, t, last_dim(t, d));
  });
}

void define_sums(Definitions& all) {
  all.def(
      "sum", [](const Tensor& t) { return sum(t); },
      [](Fresh r, const Tensor& t, Dim d) { sum(r, t, d); });
  all.def(
      "prod", [](const Tensor& t) { return product_of(t); },
      [](Fresh r, const Tensor& t, Dim d) { product_of(r, t, d); });
  all.def("cumsum", [](Fresh r, const Tensor& t, std::optional<Dim> d) {
    cumulative_sum(r, t, first_dim(d));
  });
  all.def("cumprod", [](Fresh r, const Tensor& t, std::optional<Dim> d) {
    cumulative_product(r, t, first_dim(d));
  });
  all.def("trace", [](const Tensor& t) { return trace(t); });
}

}  // namespace

void define_reductions(Definitions& all) {
  define_sums(all);
  define_extremes(all);
  define_order(all);
}

void define_byte_reductions(Definitions& bytes) {
  bytes.def("all", [](const Tensor& t) { return all(t); });
  bytes.def("any", [](const Tensor& t) { return any(t); });
}

void define_statistics(Definitions& floating) {
  floating.def(
      "mean", [](const Tensor& t) { return mean(t); },
      [](Fresh r, const Tensor& t, Dim d) { mean(r, t, d); });
  floating.def(
      "var",
      [](const Tensor& t, std::optional<bool> biased) {
        return variance(t, biased.value_or(false));
      },
      [](Fresh r, const Tensor& t, Dim d, std::optional<bool> biased) {
        variance(r, t, d, biased.value_or(false));
      });
  floating.def(
      "std",
      [](const Tensor& t, std::optional<bool> biased) {
        return std::sqrt(variance(t, biased.value_or(false)));
      },
      [](Fresh r, const Tensor& t, Dim d, std::optional<bool> biased) {
        standard_deviation(r, t, d, biased.value_or(false));
      });
  floating.def(
      "norm", [](const Tensor& t, std::optional<double> p) { return norm(t, p.value_or(2)); },
      [](Fresh r, const Tensor& t, double p, Dim d) { norm(r, t, p, d); });
  floating.def("dist", [](const Tensor& a, const Tensor& b, std::optional<double> p) {
    return distance(a, b, p.value_or(2));
  });
  floating.def("renorm", [](Result r, Source t, double p, Dim d, double limit) {
    renormalize(r, t, p, d, limit);
  });
}

void define_selections(Definitions& all) {
  all.def("index", [](Fresh r, const Tensor& t, Dim d, LongInput i) { index_select(r, t, d, i); });
  all.method("indexCopy",
             [](Self t, Dim d, LongInput i, const Tensor& source) { index_copy(t, d, i, source); });
  all.method("indexAdd",
             [](Self t, Dim d, LongInput i, const Tensor& source) { index_add(t, d, i, source); });
  all.method("indexFill",
             [](Self t, Dim d, LongInput i, double value) { index_fill(t, d, i, value); });
  all.def("gather", [](Fresh r, const Tensor& t, Dim d, LongInput i) { gather(r, t, d, i); });
  all.def(
      "scatter", [](Self t, Dim d, LongInput i, const Tensor& source) { scatter(t, d, i, source); },
      [](Self t, Dim d, LongInput i, double value) { scatter(t, d, i, value); });
  all.method("maskedFill",
             [](Self t, ByteInput mask, double value) { masked_fill(t, mask, value); });
  all.method("maskedCopy",
             [](Self t, ByteInput mask, const Tensor& source) { masked_copy(t, mask, source); });
  all.method("maskedSelect",
             [](Fresh r, const Tensor& t, ByteInput mask) { masked_select(r, t, mask); });
  all.def("nonzero", [](LongFresh r, const Tensor& t) { nonzero(r, t); });
}

}  // namespace sluice::bind
