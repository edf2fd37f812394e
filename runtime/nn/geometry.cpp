// Output sizes of convolution and pooling.
#include "runtime/nn/geometry.hpp"

namespace sluice::nn {
namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::int64_t conv_output_size(std::int64_t in, std::int64_t kernel, std::int64_t stride,
                              std::int64_t pad) {
  return floor_div(in + 2 * pad - kernel, stride) + 1;
}

std::int64_t pool_output_size(std::int64_t in, std::int64_t kernel, std::int64_t stride,
                              std::int64_t pad, bool ceil_mode, bool padded) {
  const std::int64_t span = in + 2 * pad - kernel;
  std::int64_t out =
      (ceil_mode ? floor_div(span + stride - 1, stride) : floor_div(span, stride)) + 1;
  const bool starts_behind_input = (out - 1) * stride >= in + pad;
  if (padded && starts_behind_input) --out;
  return out;
}

}  // namespace sluice::nn
