// Max pooling: any window, and a straight path for the common 2x2 window with step 2.
#include "runtime/nn/max_pool.hpp"

#include <algorithm>

#include "runtime/nn/halve_row.hpp"

namespace sluice::nn {
namespace {

bool is_halving(const Pool2dGeometry& g) {
  const Window2d& w = g.window;
  return w.kernel_h == 2 && w.kernel_w == 2 && w.stride_h == 2 && w.stride_w == 2 && w.pad_h == 0 &&
         w.pad_w == 0 && 2 * g.out_h <= g.in_h && 2 * g.out_w <= g.in_w;
}

template <typename T>
void halve_plane(const Pool2dGeometry& g, const T* plane, T* output, std::int64_t* indices) {
  for (std::int64_t y = 0; y < g.out_h; ++y) {
    halve_row(plane + 2 * y * g.in_w, g.in_w, g.out_w, 2 * y * g.in_w + 1, output + y * g.out_w,
              indices + y * g.out_w);
  }
}

template <typename T>
std::int64_t index_of_largest(const Pool2dGeometry& g, const T* plane, std::int64_t oy,
                              std::int64_t ox) {
  const Window2d& w = g.window;
  const std::int64_t top = oy * w.stride_h - w.pad_h;
  const std::int64_t left = ox * w.stride_w - w.pad_w;
  const std::int64_t first_y = std::max<std::int64_t>(top, 0);
  const std::int64_t first_x = std::max<std::int64_t>(left, 0);
  std::int64_t best = first_y * g.in_w + first_x;
  for (std::int64_t y = first_y; y < std::min(top + w.kernel_h, g.in_h); ++y) {
    for (std::int64_t x = first_x; x < std::min(left + w.kernel_w, g.in_w); ++x) {
      if (plane[y * g.in_w + x] > plane[best]) best = y * g.in_w + x;
    }
  }
  return best;
}

template <typename T>
void pool_plane(const Pool2dGeometry& g, const T* plane, T* output, std::int64_t* indices) {
  for (std::int64_t oy = 0; oy < g.out_h; ++oy) {
    for (std::int64_t ox = 0; ox < g.out_w; ++ox) {
      const std::int64_t best = index_of_largest(g, plane, oy, ox);
      *output++ = plane[best];
      *indices++ = best + 1;
    }
  }
}

}  // namespace

template <typename T>
void max_pool_forward(const Pool2dGeometry& g, const T* input, T* output, std::int64_t* indices) {
  const bool halving = is_halving(g);
  for (std::int64_t p = 0; p < g.planes; ++p) {
    const T* plane = input + p * g.in_h * g.in_w;
    T* out = output + p * g.out_h * g.out_w;
    std::int64_t* at = indices + p * g.out_h * g.out_w;
    halving ? halve_plane(g, plane, out, at) : pool_plane(g, plane, out, at);
  }
}

template <typename T>
bool max_pool_backward(const Pool2dGeometry& g, const T* output_gradient,
                       const std::int64_t* indices, T* input_gradient) {
  const std::int64_t in_size = g.in_h * g.in_w;
  const std::int64_t out_size = g.out_h * g.out_w;
  for (std::int64_t p = 0; p < g.planes; ++p) {
    T* plane = input_gradient + p * in_size;
    std::fill_n(plane, in_size, T{0});
    for (std::int64_t i = p * out_size; i < (p + 1) * out_size; ++i) {
      if (indices[i] < 1 || indices[i] > in_size) return false;
      plane[indices[i] - 1] += output_gradient[i];
    }
  }
  return true;
}

template void max_pool_forward(const Pool2dGeometry&, const float*, float*, std::int64_t*);
template void max_pool_forward(const Pool2dGeometry&, const double*, double*, std::int64_t*);
template bool max_pool_backward(const Pool2dGeometry&, const float*, const std::int64_t*, float*);
template bool max_pool_backward(const Pool2dGeometry&, const double*, const std::int64_t*, double*);

}  // namespace sluice::nn
