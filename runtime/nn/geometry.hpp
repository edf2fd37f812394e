// Sizes of the sliding-window layers, and how an output size follows from an input size.
#pragma once

#include <cstdint>

namespace sluice::nn {

// A window over rows and columns: its size, its step, and the rows or columns of padding on each
// of the two sides.
struct Window2d {
  std::int64_t kernel_h, kernel_w;
  std::int64_t stride_h, stride_w;
  std::int64_t pad_h, pad_w;
};

// A batch of in_planes x in_h x in_w images, contiguous, and the batch made from it.
struct Conv2dGeometry {
  std::int64_t batch;
  std::int64_t in_planes, in_h, in_w;
  std::int64_t out_planes, out_h, out_w;
  Window2d window;

  std::int64_t in_size() const { return in_planes * in_h * in_w; }
  std::int64_t positions() const { return out_h * out_w; }
  std::int64_t out_size() const { return out_planes * positions(); }
  // Weights of one output plane, which is the number of rows of the column matrix.
  std::int64_t taps() const { return in_planes * window.kernel_h * window.kernel_w; }
};

// Planes of a whole batch (batch times channels), each pooled by itself.
struct Pool2dGeometry {
  std::int64_t planes;
  std::int64_t in_h, in_w;
  std::int64_t out_h, out_w;
  Window2d window;
};

// Windows that fit: floor((in + 2 pad - kernel) / stride) + 1; may be less than 1.
std::int64_t conv_output_size(std::int64_t in, std::int64_t kernel, std::int64_t stride,
                              std::int64_t pad);

// As conv_output_size, or rounded up with `ceil_mode`; but a last window that would start behind
// the input is left out: as in Torch where there is padding on any side (`padded`), and by nn
// always, since such a window holds no element.
std::int64_t pool_output_size(std::int64_t in, std::int64_t kernel, std::int64_t stride,
                              std::int64_t pad, bool ceil_mode, bool padded = true);

}  // namespace sluice::nn
