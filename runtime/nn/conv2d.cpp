// Convolution as matrix products, one group of images after the other, on windows unrolled into a
// cache-sized scratch.
#include "runtime/nn/conv2d.hpp"

#include <algorithm>

#include "runtime/blas/blas.hpp"
#include "runtime/nn/conv2d_scratch.hpp"

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

// outputs (out_planes x positions of the group) = weights * windows + bias
template <typename T>
void multiply_group(const Conv2dGeometry& g, const Unrolling& u, const T* slices, const T* windows,
                    const T* bias, T* outputs) {
  const std::int64_t positions = u.images * g.positions();
  for (std::int64_t o = 0; bias != nullptr && o < g.out_planes; ++o) {
    std::fill_n(outputs + o * positions, positions, bias[o]);
  }
  for (std::int64_t s = 0; s < u.slices; ++s) {
    blas::gemm(Op::kNone, Op::kNone, g.out_planes, positions, u.rows(), T{1},
               slices + s * g.out_planes * u.rows(), u.rows(), windows + u.offset(s), u.width(),
               bias != nullptr || s > 0 ? T{1} : T{0}, outputs, positions);
  }
}

// windows (rows x columns of the group) = weights^T * output_gradient
template <typename T>
void multiply_group_back(const Conv2dGeometry& g, const Unrolling& u, const T* slices,
                         const T* output_gradient, T* windows) {
  const std::int64_t positions = u.images * g.positions();
  if (u.slices > 1) std::fill_n(windows, u.size(), T{0});
  for (std::int64_t s = 0; s < u.slices; ++s) {
    blas::gemm(Op::kTranspose, Op::kNone, u.rows(), positions, g.out_planes, T{1},
               slices + s * g.out_planes * u.rows(), u.rows(), output_gradient, positions,
               u.slices > 1 ? T{1} : T{0}, windows + u.offset(s), u.width());
  }
}

template <typename T>
void add_windows(const Unrolling& u, const T* columns, T* images) {
  const Conv2dGeometry& g = u.windows;
  for (std::int64_t n = 0; n < u.images; ++n) {
    col2im_add(g, columns + n * g.out_w, u.pitch(), images + n * g.in_size());
  }
}

}  // namespace

std::int64_t conv2d_scratch_size(const Conv2dGeometry& g) {
  return divided_scratch_size(g, unrolling_of(g));
}

template <typename T>
void conv2d_forward(const Conv2dGeometry& g, const T* input, const T* weight, const T* bias,
                    T* output, T* scratch) {
  const Unrolling whole = unrolling_of(g);
  const Conv2dScratch<T> parts = divide_scratch(g, whole, scratch);
  const T* slices = slice_weight(g, whole, weight, parts.weights);
  for_each_group(whole, g.batch, [&](const Unrolling& u, std::int64_t first) {
    const T* windows = unroll(u, input + first * g.in_size(), parts.windows);
    T* images = output + first * g.out_size();
    T* sums = u.images == 1 ? images : parts.outputs;
    multiply_group(g, u, slices, windows, bias, sums);
    if (sums != images) take_apart(g, u.images, sums, images);
  });
}

template <typename T>
void conv2d_input_gradient(const Conv2dGeometry& g, const T* output_gradient, const T* weight,
                           T* input_gradient, T* scratch) {
  const Unrolling whole = unrolling_of(g);
  const Conv2dScratch<T> parts = divide_scratch(g, whole, scratch);
  const T* slices = slice_weight(g, whole, weight, parts.weights);
  if (!whole.is_image) std::fill_n(input_gradient, g.batch * g.in_size(), T{0});
  for_each_group(whole, g.batch, [&](const Unrolling& u, std::int64_t first) {
    const T* outputs =
        side_by_side(g, u.images, output_gradient + first * g.out_size(), parts.outputs);
    T* images = input_gradient + first * g.in_size();
    T* windows = u.is_image ? images : parts.windows;
    multiply_group_back(g, u, slices, outputs, windows);
    if (!u.is_image) add_windows(u, windows, images);
  });
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
