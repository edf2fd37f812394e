// Zero padding: the rows that input and output share are copied, the rest is zero.
#include "runtime/nn/zero_pad.hpp"

#include <algorithm>

namespace sluice::nn {
namespace {

// Calls visit(input offset, output offset, length) for each run of elements common to both.
template <typename Visit>
void for_each_common_run(const PadGeometry& g, Visit visit) {
  const std::int64_t y0 = std::max<std::int64_t>(0, -g.top);
  const std::int64_t y1 = std::min(g.in_h, g.in_h + g.bottom);
  const std::int64_t x0 = std::max<std::int64_t>(0, -g.left);
  const std::int64_t x1 = std::min(g.in_w, g.in_w + g.right);
  if (x1 <= x0) return;
  for (std::int64_t p = 0; p < g.planes; ++p) {
    for (std::int64_t y = y0; y < y1; ++y) {
      visit((p * g.in_h + y) * g.in_w + x0, (p * g.out_h() + y + g.top) * g.out_w() + x0 + g.left,
            x1 - x0);
    }
  }
}

}  // namespace

template <typename T>
void zero_pad_forward(const PadGeometry& g, const T* input, T* output) {
  std::fill_n(output, g.planes * g.out_h() * g.out_w(), T{0});
  for_each_common_run(g, [&](std::int64_t in, std::int64_t out, std::int64_t length) {
    std::copy_n(input + in, length, output + out);
  });
}

template <typename T>
void zero_pad_backward(const PadGeometry& g, const T* output_gradient, T* input_gradient) {
  std::fill_n(input_gradient, g.planes * g.in_h * g.in_w, T{0});
  for_each_common_run(g, [&](std::int64_t in, std::int64_t out, std::int64_t length) {
    std::copy_n(output_gradient + out, length, input_gradient + in);
  });
}

template void zero_pad_forward(const PadGeometry&, const float*, float*);
template void zero_pad_forward(const PadGeometry&, const double*, double*);
template void zero_pad_backward(const PadGeometry&, const float*, float*);
template void zero_pad_backward(const PadGeometry&, const double*, double*);

}  // namespace sluice::nn
