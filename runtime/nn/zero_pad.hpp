// Zero padding of image borders; a negative width crops.
#pragma once

#include <cstdint>

namespace sluice::nn {

// `planes` input planes of in_h x in_w; the output is in_h + top + bottom by in_w + left + right,
// both at least 1.
struct PadGeometry {
  std::int64_t planes, in_h, in_w;
  std::int64_t left, right, top, bottom;

  std::int64_t out_h() const { return in_h + top + bottom; }
  std::int64_t out_w() const { return in_w + left + right; }
};

template <typename T>
void zero_pad_forward(const PadGeometry& geometry, const T* input, T* output);

// The transpose: what was cropped gets a gradient of 0; overwrites.
template <typename T>
void zero_pad_backward(const PadGeometry& geometry, const T* output_gradient, T* input_gradient);

}  // namespace sluice::nn
