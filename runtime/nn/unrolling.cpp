// The choice between whole windows and windows unrolled along x only, and how many images go
// together.
#include "runtime/nn/unrolling.hpp"

#include "runtime/nn/rectangle.hpp"

namespace sluice::nn {
namespace {

// Slices pay where each still has enough rows for an efficient product.
constexpr std::int64_t kMinSliceRows = 16;

// A product has an efficient width from about here on; wider ones gain little.
constexpr std::int64_t kGoodWidth = 256;

// Kernels that multiply small matrices in place do so up to this many multiply-adds.
constexpr std::int64_t kGroupProduct = 1'000'000;

std::int64_t images_of(const Conv2dGeometry& g, std::int64_t rows) {
  const std::int64_t product = g.positions() * g.out_planes * rows;
  const std::int64_t images =
      std::min({kGoodWidth / std::max<std::int64_t>(g.positions(), 1),
                kGroupProduct / std::max<std::int64_t>(product, 1), g.batch});
  return std::max<std::int64_t>(images, 1);
}

}  // namespace

Unrolling unrolling_of(const Conv2dGeometry& g) {
  const Window2d& w = g.window;
  const bool by_rows =
      w.stride_h == 1 && w.kernel_h > 1 && g.in_planes * w.kernel_w >= kMinSliceRows;
  Unrolling unrolling{g, 1, 1, false};
  if (by_rows) {
    unrolling.slices = w.kernel_h;
    unrolling.windows.window.kernel_h = 1;
    unrolling.windows.out_h = g.in_h + 2 * w.pad_h;
  }
  unrolling.images = images_of(g, unrolling.rows());
  unrolling.is_image = unrolling.images == 1 && w.kernel_h == 1 && w.kernel_w == 1 &&
                       w.stride_h == 1 && w.stride_w == 1 && w.pad_h == 0 && w.pad_w == 0;
  return unrolling;
}

template <typename T>
const T* side_by_side(const Conv2dGeometry& g, std::int64_t images, const T* planes, T* scratch) {
  if (images == 1) return planes;
  const Rectangle plane{g.out_h, g.out_w, g.out_w, images * g.out_w};
  for (std::int64_t n = 0; n < images; ++n) {
    for (std::int64_t o = 0; o < g.out_planes; ++o, planes += g.positions()) {
      copy_rectangle(plane, planes, scratch + o * images * g.positions() + n * g.out_w);
    }
  }
  return scratch;
}

template <typename T>
void take_apart(const Conv2dGeometry& g, std::int64_t images, const T* sides, T* planes) {
  const Rectangle plane{g.out_h, g.out_w, images * g.out_w, g.out_w};
  for (std::int64_t n = 0; n < images; ++n) {
    for (std::int64_t o = 0; o < g.out_planes; ++o, planes += g.positions()) {
      copy_rectangle(plane, sides + o * images * g.positions() + n * g.out_w, planes);
    }
  }
}

template const float* side_by_side(const Conv2dGeometry&, std::int64_t, const float*, float*);
template const double* side_by_side(const Conv2dGeometry&, std::int64_t, const double*, double*);
template void take_apart(const Conv2dGeometry&, std::int64_t, const float*, float*);
template void take_apart(const Conv2dGeometry&, std::int64_t, const double*, double*);

}  // namespace sluice::nn
