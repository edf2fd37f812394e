// Windows and images of the sliding-window layers, checked.
#include "lua/host/nn/window.hpp"

namespace sluice::bind {

nn::Window2d window_of(const Sizes& numbers) {
  const Dims& n = numbers.dims;
  if (n.count() != 6) throw Error("expected kW, kH, dW, dH, padW, padH");
  const nn::Window2d window{n[1], n[0], n[3], n[2], n[5], n[4]};
  if (window.kernel_h < 1 || window.kernel_w < 1 || window.stride_h < 1 || window.stride_w < 1) {
    throw Error("expected kernel size and step of at least 1");
  }
  if (window.pad_h < 0 || window.pad_w < 0) throw Error("expected padding of at least 0");
  return window;
}

Images images_of(const Tensor& t, const char* name) {
  if (t.dim() != 3 && t.dim() != 4) {
    throw Error(std::string(name) +
                ": expected planes x height x width with or without a batch, got a " + describe(t));
  }
  const int first = t.dim() - 3;
  return {first == 1 ? t.size(0) : 1, t.size(first), t.size(first + 1), t.size(first + 2)};
}

}  // namespace sluice::bind
