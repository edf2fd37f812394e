// Max pooling of row pairs with the compiler's portable vectors: loops over int64 indices beside
// float values do not vectorise by themselves.
#include "runtime/nn/halve_row.hpp"

#include <cstring>
#include <initializer_list>

#include "runtime/base/vector_clones.hpp"

namespace sluice::nn {
namespace {

constexpr std::int64_t kLanes = 4;
using Indices [[gnu::vector_size(kLanes * sizeof(std::int64_t))]] = std::int64_t;

// Vectors of four values, and of the integers that comparing them gives.
template <typename T>
struct Lanes;
template <>
struct Lanes<float> {
  using Values [[gnu::vector_size(kLanes * sizeof(float))]] = float;
  using Element = std::int32_t;
  using Integers [[gnu::vector_size(kLanes * sizeof(Element))]] = Element;
};
template <>
struct Lanes<double> {
  using Values [[gnu::vector_size(kLanes * sizeof(double))]] = double;
  using Element = std::int64_t;
  using Integers [[gnu::vector_size(kLanes * sizeof(Element))]] = Element;
};

template <typename T>
void halve_four(const T* upper, std::int64_t in_w, std::int64_t first, T* output,
                std::int64_t* indices) {
  using Values = typename Lanes<T>::Values;
  using Integers = typename Lanes<T>::Integers;
  using Element = typename Lanes<T>::Element;
  Values quads[4];
  std::memcpy(&quads[0], upper, 2 * sizeof(Values));
  std::memcpy(&quads[2], upper + in_w, 2 * sizeof(Values));
  const Values a = __builtin_shufflevector(quads[0], quads[1], 0, 2, 4, 6);
  const Values b = __builtin_shufflevector(quads[0], quads[1], 1, 3, 5, 7);
  const Values c = __builtin_shufflevector(quads[2], quads[3], 0, 2, 4, 6);
  const Values d = __builtin_shufflevector(quads[2], quads[3], 1, 3, 5, 7);
  const Integers right_above = b > a;  // -1 where true
  const Integers right_below = d > c;
  const Values top = right_above ? b : a;
  const Values bottom = right_below ? d : c;
  const Integers below = bottom > top;
  const Values best = below ? bottom : top;
  const Integers columns = {0, 2, 4, 6};
  const Integers place =
      columns + (below ? static_cast<Element>(in_w) - right_below : -right_above);
  const Indices wide = __builtin_convertvector(place, Indices) + first;
  std::memcpy(output, &best, sizeof best);
  std::memcpy(indices, &wide, sizeof wide);
}

template <typename T>
void halve_one(const T* upper, std::int64_t in_w, std::int64_t first, T* output,
               std::int64_t* index) {
  std::int64_t best = 0;
  for (const std::int64_t place : {std::int64_t{1}, in_w, in_w + 1}) {
    if (upper[place] > upper[best]) best = place;
  }
  *output = upper[best];
  *index = first + best;
}

}  // namespace

template <typename T>
SLUICE_VECTOR_CLONES void halve_row(const T* upper, std::int64_t in_w, std::int64_t out_w,
                                    std::int64_t first, T* output, std::int64_t* indices) {
  std::int64_t x = 0;
  for (; x + kLanes <= out_w; x += kLanes) {
    halve_four(upper + 2 * x, in_w, first + 2 * x, output + x, indices + x);
  }
  for (; x < out_w; ++x) {
    halve_one(upper + 2 * x, in_w, first + 2 * x, output + x, indices + x);
  }
}

template void halve_row(const float*, std::int64_t, std::int64_t, std::int64_t, float*,
                        std::int64_t*);
template void halve_row(const double*, std::int64_t, std::int64_t, std::int64_t, double*,
                        std::int64_t*);

}  // namespace sluice::nn
