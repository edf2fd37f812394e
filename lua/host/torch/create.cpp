// Tensors of given or random content, and tensors put together, as torch functions.
#include "runtime/tensor/create.hpp"

#include "lua/host/torch/groups.hpp"
#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/iterate.hpp"
#include "runtime/tensor/random_fill.hpp"
#include "runtime/tensor/views.hpp"

namespace sluice::bind {
namespace {

// Consecutive parts of at most `size` along d.
TensorList split(const Tensor& t, std::int64_t size, int d) {
  check_dim(t, d);
  if (size < 1) throw Error("split: expected a size of at least 1, got " + std::to_string(size));
  TensorList parts;
  for (std::int64_t first = 0; first < t.size(d); first += size)
    parts.push_back(narrow(t, d, first, std::min(size, t.size(d) - first)));
  return parts;
}

TensorList chunk(const Tensor& t, std::int64_t count, int d) {
  check_dim(t, d);
  if (count < 1) throw Error("chunk: expected a count of at least 1, got " + std::to_string(count));
  return split(t, (t.size(d) + count - 1) / count, d);
}

int dim_or(std::optional<Dim> d, int absent) { return d ? int{*d} : absent; }

void define_contents(Definitions& all) {
  all.def("zeros", [](Result r, Sizes sizes) {
    r->resize(sizes);
    fill(r, 0);
  });
  all.def("ones", [](Result r, Sizes sizes) {
    r->resize(sizes);
    fill(r, 1);
  });
  all.def("eye", [](Result r, std::int64_t rows, std::optional<std::int64_t> columns) {
    eye(r, rows, columns.value_or(rows));
  });
  all.def("range", [](Result r, double first, double last, std::optional<double> step) {
    range(r, first, last, step.value_or(1));
  });
  all.def("diag", [](Fresh r, const Tensor& t, std::optional<std::int64_t> k) {
    diagonal(r, t, k.value_or(0));
  });
  all.def("tril", [](Result r, Source t, std::optional<std::int64_t> k) {
    lower_triangle(r, t, k.value_or(0));
  });
  all.def("triu", [](Result r, Source t, std::optional<std::int64_t> k) {
    upper_triangle(r, t, k.value_or(0));
  });
}

void define_assembly(Definitions& all) {
  all.def(
      "cat",
      [](Fresh r, const Tensor& a, const Tensor& b, std::optional<Dim> d) {
        concatenate(r, std::array{a, b}, dim_or(d, -1));
      },
      [](Fresh r, TensorList parts, std::optional<Dim> d) {
        concatenate(r, parts, dim_or(d, -1));
      });
  all.def("repeatTensor", [](Fresh r, const Tensor& t, Sizes times) { repeat(r, t, times); });
  all.def("split", [](const Tensor& t, std::int64_t size, std::optional<Dim> d) {
    return split(t, size, dim_or(d, 0));
  });
  all.def("chunk", [](const Tensor& t, std::int64_t count, std::optional<Dim> d) {
    return chunk(t, count, dim_or(d, 0));
  });
  all.def("reshape", [](Fresh r, const Tensor& t, Sizes sizes) {
    const Tensor source = clone(t);
    r->resize(infer_sizes(sizes, t.element_count()));
    copy(r, source);
  });
  all.def("cross", [](Fresh r, const Tensor& a, const Tensor& b, std::optional<Dim> d) {
    cross(r, a, b, dim_or(d, -1));
  });
}

void define_discrete_random(Definitions& all) {
  all.def(
      "random", [](Self t, Generator& g) { fill_random(t, g); },
      [](Self t, Generator& g, std::int64_t high) { fill_random(t, g, 1, high); },
      [](Self t, Generator& g, std::int64_t low, std::int64_t high) {
        fill_random(t, g, low, high);
      },
      [](Generator& g) { return g.random(); },
      [](Generator& g, std::int64_t high) { return random_in(g, 1, high); },
      [](Generator& g, std::int64_t low, std::int64_t high) { return random_in(g, low, high); });
  all.def(
      "bernoulli",
      [](Self t, Generator& g, std::optional<double> p) { fill_bernoulli(t, g, p.value_or(0.5)); },
      [](Self t, Generator& g, Any p) { fill_bernoulli(t, g, *p); },
      [](Generator& g, std::optional<double> p) {
        return static_cast<double>(g.bernoulli(p.value_or(0.5)));
      });
  all.def(
      "geometric", [](Self t, Generator& g, double p) { fill_geometric(t, g, p); },
      [](Generator& g, double p) { return g.geometric(p); });
  all.def("randperm", [](Result r, Generator& g, std::int64_t n) { random_permutation(r, g, n); });
}

using Fill = void (*)(const Tensor&, Generator&, double, double);
using Draw = double (Generator::*)(double, double);

// t:name([generator], a, b), and torch.name([generator], a, b) for one number.
void define_distribution(Definitions& floating, const char* name, Fill fill, Draw draw,
                         double default_a, double default_b) {
  floating.def(
      name,
      [=](Self t, Generator& g, std::optional<double> a, std::optional<double> b) {
        fill(t, g, a.value_or(default_a), b.value_or(default_b));
      },
      [=](Generator& g, std::optional<double> a, std::optional<double> b) {
        return (g.*draw)(a.value_or(default_a), b.value_or(default_b));
      });
}

Tensor constant_like(const Tensor& t, double value) {
  Tensor result(t.type(), t.sizes());
  fill(result, value);
  return result;
}

}  // namespace

void define_creation(Definitions& all) {
  define_contents(all);
  define_assembly(all);
  define_discrete_random(all);
}

void define_floating_creation(Definitions& floating) {
  floating.def("linspace", [](Result r, double a, double b, std::optional<std::int64_t> count) {
    linspace(r, a, b, count.value_or(100));
  });
  floating.def("logspace", [](Result r, double a, double b, std::optional<std::int64_t> count) {
    logspace(r, a, b, count.value_or(100));
  });
  floating.def("histc", [](Fresh r, const Tensor& t, std::optional<std::int64_t> bins,
                           std::optional<double> low, std::optional<double> high) {
    histogram(r, t, bins.value_or(100), low.value_or(0), high.value_or(0));
  });
  floating.def("rand", [](Result r, Generator& g, Sizes sizes) {
    r->resize(sizes);
    fill_uniform(r, g, 0, 1);
  });
  floating.def("randn", [](Result r, Generator& g, Sizes sizes) {
    r->resize(sizes);
    fill_normal(r, g, 0, 1);
  });
  floating.def("multinomial", [](LongFresh r, Generator& g, const Tensor& p, std::int64_t count,
                                 std::optional<bool> with_replacement) {
    multinomial(r, g, p, count, with_replacement.value_or(false));
  });
}

void define_distributions(Definitions& floating) {
  define_distribution(floating, "uniform", fill_uniform, &Generator::uniform, 0, 1);
  define_distribution(floating, "cauchy", fill_cauchy, &Generator::cauchy, 0, 1);
  define_distribution(floating, "logNormal", fill_log_normal, &Generator::log_normal, 1, 2);
  floating.def(
      "normal",
      [](Self t, Generator& g, std::optional<double> mean, std::optional<double> deviation) {
        fill_normal(t, g, mean.value_or(0), deviation.value_or(1));
      },
      [](Self t, Generator& g, const Tensor& mean, const Tensor& deviation) {
        fill_normal(t, g, mean, deviation);
      },
      [](Self t, Generator& g, const Tensor& mean, std::optional<double> deviation) {
        fill_normal(t, g, mean, constant_like(mean, deviation.value_or(1)));
      },
      [](Self t, Generator& g, double mean, const Tensor& deviation) {
        fill_normal(t, g, constant_like(deviation, mean), deviation);
      },
      [](Generator& g, std::optional<double> mean, std::optional<double> deviation) {
        return g.normal(mean.value_or(0), deviation.value_or(1));
      });
  floating.def(
      "exponential",
      [](Self t, Generator& g, std::optional<double> lambda) {
        fill_exponential(t, g, lambda.value_or(1));
      },
      [](Generator& g, std::optional<double> lambda) { return g.exponential(lambda.value_or(1)); });
}

}  // namespace sluice::bind
