// Convolution as matrix products, image by image, on windows unrolled into a cache-sized scratch.
#include "runtime/nn/conv2d.hpp"

#include <algorithm>

#include "runtime/blas/blas.hpp"
#include "runtime/nn/im2col.hpp"
#include "runtime/nn/reduce.hpp"

namespace sluice::nn {
namespace {

using blas::Op;

// How one image's windows become matrices. Unrolling whole windows gives one matrix of taps() rows.
// Unrolling along x only gives `kernel_h` overlapping slices of a matrix that is kernel_h times
// smaller: output row oy of slice ky is input row oy + ky. That needs a vertical step of 1.
struct Unrolling {
  Conv2dGeometry windows;  // what im2col unrolls; its taps() are the rows of every slice
  std::int64_t slices;
  bool is_image;  // the matrix is the image itself: nothing to unroll

  std::int64_t rows() const { return windows.taps(); }
  std::int64_t width() const { return windows.positions(); }
  std::int64_t offset(std::int64_t slice) const { return slice * windows.out_w; }
  std::int64_t size() const { return is_image ? 0 : rows() * width(); }
};

// Slices pay where each still has enough rows for an efficient product.
constexpr std::int64_t kMinSliceRows = 32;

Unrolling unrolling_of(const Conv2dGeometry& g) {
  const Window2d& w = g.window;
  const bool by_rows =
      w.stride_h == 1 && w.kernel_h > 1 && g.in_planes * w.kernel_w >= kMinSliceRows;
  const bool is_image = w.kernel_h == 1 && w.kernel_w == 1 && w.stride_h == 1 && w.stride_w == 1 &&
                        w.pad_h == 0 && w.pad_w == 0;
  Unrolling unrolling{g, 1, is_image};
  if (by_rows) {
    unrolling.slices = w.kernel_h;
    unrolling.windows.window.kernel_h = 1;
    unrolling.windows.out_h = g.in_h + 2 * w.pad_h;
  }
  return unrolling;
}

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
const T* unroll(const Unrolling& u, const T* image, T* columns) {
  if (u.is_image) return image;
  im2col(u.windows, image, columns);
  return columns;
}

template <typename T>
void fill_planes(const Conv2dGeometry& g, const T* bias, T* image) {
  for (std::int64_t o = 0; o < g.out_planes; ++o) {
    std::fill_n(image + o * g.positions(), g.positions(), bias[o]);
  }
}

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

template void conv2d_forward(const Conv2dGeometry&, const float*, const float*, const float*,
                             float*, float*);
template void conv2d_input_gradient(const Conv2dGeometry&, const float*, const float*, float*,
                                    float*);
template void conv2d_weight_gradient(const Conv2dGeometry&, const float*, const float*, float,
                                     float*, float*, float*);
template void conv2d_forward(const Conv2dGeometry&, const double*, const double*, const double*,
                             double*, double*);
template void conv2d_input_gradient(const Conv2dGeometry&, const double*, const double*, double*,
                                    double*);
template void conv2d_weight_gradient(const Conv2dGeometry&, const double*, const double*, double,
                                     double*, double*, double*);

}  // namespace sluice::nn
