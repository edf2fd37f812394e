// Element-by-element arithmetic, comparisons and bit operations as torch functions.
#include "runtime/tensor/arithmetic.hpp"

#include <cmath>

#include "lua/host/torch/groups.hpp"
#include "runtime/tensor/compare.hpp"
#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/math.hpp"

namespace sluice::bind {
namespace {

void define_sums(Definitions& all) {
  all.def(
      "add", [](Result r, Source a, double value) { add(r, a, value); },
      [](Result r, Source a, std::optional<double> scale, const Tensor& b) {
        add(r, a, scale.value_or(1), b);
      });
  all.def(
      "csub", [](Result r, Source a, double value) { add(r, a, -value); },
      [](Result r, Source a, std::optional<double> scale, const Tensor& b) {
        subtract(r, a, scale.value_or(1), b);
      });
  all.def("addcmul", [](Result r, Source a, std::optional<double> scale, const Tensor& b,
                        const Tensor& c) { add_product(r, a, scale.value_or(1), b, c); });
  all.def("addcdiv", [](Result r, Source a, std::optional<double> scale, const Tensor& b,
                        const Tensor& c) { add_quotient(r, a, scale.value_or(1), b, c); });
  all.def("neg", [](Result r, Source a) { negate(r, a); });
}

void define_products(Definitions& all) {
  all.def("mul", [](Result r, Source a, double value) { multiply(r, a, value); });
  all.def("div", [](Result r, Source a, double value) { divide(r, a, value); });
  all.def("fmod", [](Result r, Source a, double value) { fmod(r, a, value); });
  all.def("mod", [](Result r, Source a, double value) { fmod(r, a, value); });
  all.def("remainder", [](Result r, Source a, double value) { remainder(r, a, value); });
  all.def("cmul", [](Result r, Source a, const Tensor& b) { multiply(r, a, b); });
  all.def("cdiv", [](Result r, Source a, const Tensor& b) { divide(r, a, b); });
  all.def("cfmod", [](Result r, Source a, const Tensor& b) { fmod(r, a, b); });
  all.def("cmod", [](Result r, Source a, const Tensor& b) { fmod(r, a, b); });
  all.def("cremainder", [](Result r, Source a, const Tensor& b) { remainder(r, a, b); });
  all.def("cpow", [](Result r, Source a, const Tensor& b) { power(r, a, b); });
}

void define_limits(Definitions& all) {
  all.def("clamp", [](Result r, Source a, double low, double high) { clamp(r, a, low, high); });
  all.def(
      "cmax", [](Result r, Source a, double value) { maximum(r, a, value); },
      [](Result r, Source a, const Tensor& b) { maximum(r, a, b); });
  all.def(
      "cmin", [](Result r, Source a, double value) { minimum(r, a, value); },
      [](Result r, Source a, const Tensor& b) { minimum(r, a, b); });
  all.def("sign", [](Result r, Source a) { sign(r, a); });
}

void define_comparisons(Definitions& all) {
  for (const NamedComparison& named : comparisons()) {
    const Comparison c = named.comparison;
    all.def(
        std::string(named.name),
        [c](ByteFresh r, const Tensor& a, double value) { compare(c, r, a, value); },
        [c](ByteFresh r, const Tensor& a, const Tensor& b) { compare(c, r, a, b); },
        [c](Self r, const Tensor& a, double value) { compare(c, r, a, value); },
        [c](Self r, const Tensor& a, const Tensor& b) { compare(c, r, a, b); });
  }
  all.def("equal", [](const Tensor& a, const Tensor& b) { return equal(a, b); });
}

void define_fills(Definitions& all) {
  all.def("fill", [](Self t, double value) { fill(t, value); });
  all.def("zero", [](Self t) { fill(t, 0); });
}

}  // namespace

void define_arithmetic(Definitions& all) {
  define_sums(all);
  define_products(all);
  define_limits(all);
  define_comparisons(all);
  define_fills(all);
}

void define_absolute(Definitions& signed_types) {
  signed_types.def(
      "abs", [](Result r, Source a) { absolute(r, a); },
      [](double x) { return apply(Math::Abs, x); });
}

void define_bits(Definitions& integers) {
  for (const NamedBitOperation& named : bit_operations()) {
    const BitOperation op = named.operation;
    integers.def(std::string(named.name),
                 [op](Result r, Source a, double value) { apply(op, r, a, value); });
    integers.def(std::string(named.pair_name),
                 [op](Result r, Source a, const Tensor& b) { apply(op, r, a, b); });
  }
}

void define_math(Definitions& floating) {
  for (const NamedMath& named : math_functions()) {
    const Math function = named.function;
    if (function == Math::Abs || function == Math::Sign) continue;
    floating.def(
        std::string(named.name), [function](Result r, Source a) { apply(function, r, a); },
        [function](double x) { return apply(function, x); });
  }
  floating.def(
      "pow", [](Result r, Source a, double exponent) { power(r, a, exponent); },
      [](Result r, double base, const Tensor& a) { power(r, base, a); },
      [](double base, double exponent) { return std::pow(base, exponent); });
  floating.def(
      "atan2", [](Result r, Source a, const Tensor& b) { atan2(r, a, b); },
      [](double y, double x) { return std::atan2(y, x); });
  floating.def(
      "lerp",
      [](Result r, Source a, const Tensor& b, double weight) { interpolate(r, a, b, weight); },
      [](double a, double b, double weight) { return a + weight * (b - a); });
}

}  // namespace sluice::bind
