// The choice between whole windows and windows unrolled along x only.
#include "runtime/nn/unrolling.hpp"

namespace sluice::nn {
namespace {

// Slices pay where each still has enough rows for an efficient product.
constexpr std::int64_t kMinSliceRows = 16;

}  // namespace

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

}  // namespace sluice::nn
