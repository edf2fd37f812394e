// Unrolls the windows of one image into a matrix, and adds such a matrix back into an image.
#pragma once

#include "runtime/nn/geometry.hpp"

namespace sluice::nn {

// columns[(c, ky, kx)][(oy, ox)] = image[c][oy*stride_h - pad_h + ky][ox*stride_w - pad_w + kx],
// and 0 outside of the image. `columns` has taps() rows of out_h times `pitch` elements; (oy, ox)
// stands at oy * pitch + ox, and what lies between (pitch > out_w) is left alone.
template <typename T>
void im2col(const Conv2dGeometry& geometry, const T* image, T* columns, std::int64_t pitch);

// The transpose of im2col: adds every column entry to the image element it came from.
template <typename T>
void col2im_add(const Conv2dGeometry& geometry, const T* columns, std::int64_t pitch, T* image);

}  // namespace sluice::nn
