// Convolution as matrix products, image by image, on windows unrolled into a cache-sized scratch.
#include "runtime/nn/conv2d.hpp"

#include <algorithm>

#include "runtime/blas/blas.hpp"
#include "runtime/nn/unrolling.hpp"

namespace sluice::nn {
namespace {

using blas::Op;

// The weights slice by slice, slices x out_planes x rows(): `weight` itself where there is one
// slice, else a copy in `scratch`.
template <typename T>
const T* slice_weight(const Conv2dGeometry& g, const Unrolling& u, const T* weight, T* scratch) {
  if (u.slices == 1) return weight;
  const Window2d& w = g.window;
  const std::int64_t runs = g.out_planes * g.in_planes;
  for (std::int64_t run = 0; run < runs; ++run) {
    for (std::int64_t ky = 0; ky < w.kernel_h; ++ky) {
      std::copy_n(weight, w.kernel_w, scratch + (ky * runs + run) * w.kernel_w);
      weight += w.kernel_w;
    }
  }
  return scratch;
}

template <typename T>
void fill_planes(const Conv2dGeometry& g, const T* bias, T* image) {
  for (std::int64_t o = 0; o < g.out_planes; ++o) {
    std::fill_n(image + o * g.positions(), g.positions(), bias[o]);
  }
}

}  // namespace

std::int64_t conv2d_scratch_size(const Conv2dGeometry& g) {
  const Unrolling u = unrolling_of(g);
  return u.size() + (u.slices > 1 ? g.out_planes * (g.taps() + g.positions()) : 0);
}

template <typename T>
void conv2d_forward(const Conv2dGeometry& g, const T* input, const T* weight, const T* bias,
                    T* output, T* scratch) {
  const Unrolling u = unrolling_of(g);
  const T* slices = slice_weight(g, u, weight, scratch + u.size());
  for (std::int64_t n = 0; n < g.batch; ++n) {
    const T* windows = unroll(u, input + n * g.in_size(), scratch);
    T* image = output + n * g.out_size();
    if (bias != nullptr) fill_planes(g, bias, image);
    for (std::int64_t s = 0; s < u.slices; ++s) {
      blas::gemm(Op::kNone, Op::kNone, g.out_planes, g.positions(), u.rows(), T{1},
                 slices + s * g.out_planes * u.rows(), u.rows(), windows + u.offset(s), u.width(),
                 bias != nullptr || s > 0 ? T{1} : T{0}, image, g.positions());
    }
  }
}

template <typename T>
void conv2d_input_gradient(const Conv2dGeometry& g, const T* output_gradient, const T* weight,
                           T* input_gradient, T* scratch) {
  const Unrolling u = unrolling_of(g);
  const T* slices = slice_weight(g, u, weight, scratch + u.size());
  if (!u.is_image) std::fill_n(input_gradient, g.batch * g.in_size(), T{0});
  for (std::int64_t n = 0; n < g.batch; ++n) {
    T* image = input_gradient + n * g.in_size();
    T* windows = u.is_image ? image : scratch;
    if (u.slices > 1) std::fill_n(windows, u.size(), T{0});
    for (std::int64_t s = 0; s < u.slices; ++s) {
      blas::gemm(Op::kTranspose, Op::kNone, u.rows(), g.positions(), g.out_planes, T{1},
                 slices + s * g.out_planes * u.rows(), u.rows(), output_gradient + n * g.out_size(),
                 g.positions(), u.slices > 1 ? T{1} : T{0}, windows + u.offset(s), u.width());
    }
    if (!u.is_image) col2im_add(u.windows, windows, image);
  }
}

template void conv2d_forward(const Conv2dGeometry&, const float*, const float*, const float*,
                             float*, float*);
template void conv2d_input_gradient(const Conv2dGeometry&, const float*, const float*, float*,
                                    float*);
template void conv2d_forward(const Conv2dGeometry&, const double*, const double*, const double*,
                             double*, double*);
template void conv2d_input_gradient(const Conv2dGeometry&, const double*, const double*, double*,
                                    double*);

}  // namespace sluice::nn
