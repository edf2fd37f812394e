// The weight gradient of convolution: products of output gradients and unrolled windows, added up
// over the batch.
#include <algorithm>

#include "runtime/blas/blas.hpp"
#include "runtime/nn/conv2d.hpp"
#include "runtime/nn/conv2d_scratch.hpp"
#include "runtime/nn/reduce.hpp"

namespace sluice::nn {
namespace {

using blas::Op;

template <typename T>
void add_plane_sums(const Conv2dGeometry& g, const T* image, T scale, T* sums) {
  for (std::int64_t o = 0; o < g.out_planes; ++o) {
    sums[o] += scale * sum(image + o * g.positions(), g.positions());
  }
}

// One matrix: weight_gradient += scale * output_gradient * windows^T.
template <typename T>
void accumulate_whole(const Conv2dGeometry& g, const Unrolling& u, const T* windows,
                      const T* output_gradient, T scale, T* weight_gradient) {
  const std::int64_t positions = u.images * g.positions();
  blas::gemm(Op::kNone, Op::kTranspose, g.out_planes, u.rows(), positions, scale, output_gradient,
             positions, windows, u.width(), T{1}, weight_gradient, u.rows());
}

// to (columns side by side x out_planes) = the transpose of the output planes of a group, one
// output row after the other.
template <typename T>
void transpose_side_by_side(const Conv2dGeometry& g, std::int64_t images, const T* planes, T* to) {
  for (std::int64_t y = 0; y < g.out_h; ++y) {
    for (std::int64_t n = 0; n < images; ++n, to += g.out_w * g.out_planes) {
      const T* row = planes + n * g.out_size() + y * g.out_w;
      for (std::int64_t o = 0; o < g.out_planes; ++o, row += g.positions()) {
        for (std::int64_t x = 0; x < g.out_w; ++x) to[x * g.out_planes + o] = row[x];
      }
    }
  }
}

// Slices: sums[slice] (rows x out_planes) += windows * output_gradient^T. Products of matrices that
// both lie straight are the fast ones, so the small gradient is transposed first.
template <typename T>
void accumulate_slices(const Conv2dGeometry& g, const Unrolling& u, const T* windows,
                       const T* output_gradient, T* transposed, T* sums) {
  transpose_side_by_side(g, u.images, output_gradient, transposed);
  for (std::int64_t s = 0; s < u.slices; ++s) {
    blas::gemm(Op::kNone, Op::kNone, u.rows(), g.out_planes, u.images * g.positions(), T{1},
               windows + u.offset(s), u.width(), transposed, g.out_planes, T{1},
               sums + s * u.rows() * g.out_planes, g.out_planes);
  }
}

// weight_gradient += scale * sums, each slice transposed into its place.
template <typename T>
void add_slices(const Conv2dGeometry& g, T scale, const T* sums, T* weight_gradient) {
  const Window2d& w = g.window;
  for (std::int64_t o = 0; o < g.out_planes; ++o) {
    for (std::int64_t c = 0; c < g.in_planes; ++c) {
      for (std::int64_t ky = 0; ky < w.kernel_h; ++ky) {
        const T* run = sums + (ky * g.in_planes + c) * w.kernel_w * g.out_planes + o;
        for (std::int64_t kx = 0; kx < w.kernel_w; ++kx) {
          *weight_gradient++ += scale * run[kx * g.out_planes];
        }
      }
    }
  }
}

}  // namespace

template <typename T>
void conv2d_weight_gradient(const Conv2dGeometry& g, const T* input, const T* output_gradient,
                            T scale, T* weight_gradient, T* bias_gradient, T* scratch) {
  const Unrolling whole = unrolling_of(g);
  const Conv2dScratch<T> parts = divide_scratch(g, whole, scratch);
  std::fill_n(parts.weights, conv2d_sliced_weights(g, whole), T{0});
  for_each_group(whole, g.batch, [&](const Unrolling& u, std::int64_t first) {
    const T* windows = unroll(u, input + first * g.in_size(), parts.windows);
    const T* outputs = output_gradient + first * g.out_size();
    if (u.slices == 1) {
      accumulate_whole(g, u, windows, side_by_side(g, u.images, outputs, parts.outputs), scale,
                       weight_gradient);
    } else {
      accumulate_slices(g, u, windows, outputs, parts.outputs, parts.weights);
    }
  });
  if (whole.slices > 1) add_slices(g, scale, parts.weights, weight_gradient);
  if (bias_gradient == nullptr) return;
  for (std::int64_t n = 0; n < g.batch; ++n) {
    add_plane_sums(g, output_gradient + n * g.out_size(), scale, bias_gradient);
  }
}

template void conv2d_weight_gradient(const Conv2dGeometry&, const float*, const float*, float,
                                     float*, float*, float*);
template void conv2d_weight_gradient(const Conv2dGeometry&, const double*, const double*, double,
                                     double*, double*, double*);

}  // namespace sluice::nn
