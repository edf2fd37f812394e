// The weight gradient of convolution: products of output gradients and unrolled windows, added up
// over the batch.
#include <algorithm>

#include "runtime/blas/blas.hpp"
#include "runtime/nn/conv2d.hpp"
#include "runtime/nn/reduce.hpp"
#include "runtime/nn/unrolling.hpp"

namespace sluice::nn {
namespace {

using blas::Op;

template <typename T>
void add_plane_sums(const Conv2dGeometry& g, const T* image, T scale, T* sums) {
  for (std::int64_t o = 0; o < g.out_planes; ++o) {
    sums[o] += scale * sum(image + o * g.positions(), g.positions());
  }
}

// One matrix: weight_gradient += scale * output_gradient * windows(input)^T over the batch.
template <typename T>
void accumulate_whole(const Conv2dGeometry& g, const Unrolling& u, const T* input,
                      const T* output_gradient, T scale, T* weight_gradient, T* columns) {
  for (std::int64_t n = 0; n < g.batch; ++n) {
    const T* windows = unroll(u, input + n * g.in_size(), columns);
    blas::gemm(Op::kNone, Op::kTranspose, g.out_planes, u.rows(), g.positions(), scale,
               output_gradient + n * g.out_size(), g.positions(), windows, u.width(), T{1},
               weight_gradient, u.rows());
  }
}

// to (columns x rows) = the transpose of from (rows x columns).
template <typename T>
void transpose(std::int64_t rows, std::int64_t columns, const T* from, T* to) {
  for (std::int64_t c = 0; c < columns; ++c) {
    for (std::int64_t r = 0; r < rows; ++r) to[c * rows + r] = from[r * columns + c];
  }
}

// Slices: sums[slice] (rows x out_planes) = windows(input) * output_gradient^T over the batch.
// Products of matrices that both lie straight are the fast ones, so the small gradient is
// transposed first.
template <typename T>
void sum_slices(const Conv2dGeometry& g, const Unrolling& u, const T* input,
                const T* output_gradient, T* sums, T* columns, T* transposed) {
  const std::int64_t slice_size = u.rows() * g.out_planes;
  for (std::int64_t n = 0; n < g.batch; ++n) {
    const T* windows = unroll(u, input + n * g.in_size(), columns);
    transpose(g.out_planes, g.positions(), output_gradient + n * g.out_size(), transposed);
    for (std::int64_t s = 0; s < u.slices; ++s) {
      blas::gemm(Op::kNone, Op::kNone, u.rows(), g.out_planes, g.positions(), T{1},
                 windows + u.offset(s), u.width(), transposed, g.out_planes, n == 0 ? T{0} : T{1},
                 sums + s * slice_size, g.out_planes);
    }
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
  const Unrolling u = unrolling_of(g);
  if (u.slices == 1) {
    accumulate_whole(g, u, input, output_gradient, scale, weight_gradient, scratch);
  } else {
    T* sums = scratch + u.size();
    sum_slices(g, u, input, output_gradient, sums, scratch, sums + g.out_planes * g.taps());
    add_slices(g, scale, sums, weight_gradient);
  }
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
