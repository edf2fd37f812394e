// The numbers of a sliding window as Lua passes them, and the images it slides over.
#pragma once

#include "lua/host/bind/param.hpp"
#include "runtime/nn/geometry.hpp"

namespace sluice::bind {

// From kW, kH, dW, dH, padW, padH, the order of Torch's constructors.
nn::Window2d window_of(const Sizes& numbers);

// Planes of all images of a batch, and their size, from the last dimensions of a 3- or
// 4-dimensional tensor.
struct Images {
  std::int64_t batch, planes, height, width;
};
Images images_of(const Tensor& t, const char* name);

}  // namespace sluice::bind
