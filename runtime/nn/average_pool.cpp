// Average pooling, window by window.
#include "runtime/nn/average_pool.hpp"

#include <algorithm>

namespace sluice::nn {
namespace {

// The part of one window that lies in the input, and what its sum is divided by.
struct Part {
  std::int64_t y0, y1, x0, x1;
  std::int64_t divisor;
};

Part part_of_window(const Pool2dGeometry& g, Divisor divisor, std::int64_t oy, std::int64_t ox) {
  const Window2d& w = g.window;
  const std::int64_t top = oy * w.stride_h - w.pad_h;
  const std::int64_t left = ox * w.stride_w - w.pad_w;
  const std::int64_t bottom = std::min(top + w.kernel_h, g.in_h + w.pad_h);
  const std::int64_t right = std::min(left + w.kernel_w, g.in_w + w.pad_w);
  Part part{std::max<std::int64_t>(top, 0), std::min(bottom, g.in_h),
            std::max<std::int64_t>(left, 0), std::min(right, g.in_w), 0};
  part.divisor = divisor == Divisor::kPaddedWindow ? (bottom - top) * (right - left)
                                                   : (part.y1 - part.y0) * (part.x1 - part.x0);
  return part;
}

// Calls visit(plane, output index in the batch, part) for every window of every plane.
template <typename Visit>
void for_each_window(const Pool2dGeometry& g, Divisor divisor, Visit visit) {
  std::int64_t output = 0;
  for (std::int64_t p = 0; p < g.planes; ++p) {
    for (std::int64_t oy = 0; oy < g.out_h; ++oy) {
      for (std::int64_t ox = 0; ox < g.out_w; ++ox) {
        visit(p, output++, part_of_window(g, divisor, oy, ox));
      }
    }
  }
}

}  // namespace

template <typename T>
void average_pool_forward(const Pool2dGeometry& g, Divisor divisor, const T* input, T* output) {
  for_each_window(g, divisor, [&](std::int64_t p, std::int64_t at, const Part& part) {
    const T* plane = input + p * g.in_h * g.in_w;
    T sum{0};
    for (std::int64_t y = part.y0; y < part.y1; ++y) {
      for (std::int64_t x = part.x0; x < part.x1; ++x) sum += plane[y * g.in_w + x];
    }
    output[at] = sum / static_cast<T>(part.divisor);
  });
}

template <typename T>
void average_pool_backward(const Pool2dGeometry& g, Divisor divisor, const T* output_gradient,
                           T* input_gradient) {
  std::fill_n(input_gradient, g.planes * g.in_h * g.in_w, T{0});
  for_each_window(g, divisor, [&](std::int64_t p, std::int64_t at, const Part& part) {
    T* plane = input_gradient + p * g.in_h * g.in_w;
    const T share = output_gradient[at] / static_cast<T>(part.divisor);
    for (std::int64_t y = part.y0; y < part.y1; ++y) {
      for (std::int64_t x = part.x0; x < part.x1; ++x) plane[y * g.in_w + x] += share;
    }
  });
}

template void average_pool_forward(const Pool2dGeometry&, Divisor, const float*, float*);
template void average_pool_forward(const Pool2dGeometry&, Divisor, const double*, double*);
template void average_pool_backward(const Pool2dGeometry&, Divisor, const float*, float*);
template void average_pool_backward(const Pool2dGeometry&, Divisor, const double*, double*);

}  // namespace sluice::nn
