// Pooling and zero padding for Lua; outputs have their size already.
#include "lua/host/nn/groups.hpp"
#include "lua/host/nn/operand.hpp"
#include "lua/host/nn/window.hpp"
#include "runtime/nn/average_pool.hpp"
#include "runtime/nn/max_pool.hpp"
#include "runtime/nn/zero_pad.hpp"

namespace sluice::bind {
namespace {

using nn::Divisor;
using nn::PadGeometry;
using nn::Pool2dGeometry;

Pool2dGeometry pool_geometry_of(const Tensor& input, const Tensor& output, const char* output_name,
                                const Sizes& numbers) {
  const Images in = images_of(input, "input");
  const Images out = images_of(output, output_name);
  const nn::Window2d w = window_of(numbers);
  if (w.pad_h > w.kernel_h / 2 || w.pad_w > w.kernel_w / 2) {
    throw Error("expected padding of at most half the kernel size");
  }
  const Pool2dGeometry g{in.batch * in.planes, in.height, in.width, out.height, out.width, w};
  const bool starts_inside = (g.out_h - 1) * w.stride_h < g.in_h + w.pad_h &&
                             (g.out_w - 1) * w.stride_w < g.in_w + w.pad_w;
  if (out.batch * out.planes != g.planes || !starts_inside) {
    throw Error(std::string(output_name) + ": does not fit the input, a " + describe(input) +
                "; got a " + describe(output));
  }
  return g;
}

std::int64_t in_count(const Pool2dGeometry& g) { return g.planes * g.in_h * g.in_w; }
std::int64_t out_count(const Pool2dGeometry& g) { return g.planes * g.out_h * g.out_w; }

void max_forward(const Tensor& input, Tensor& output, const Tensor& indices, const Sizes& numbers) {
  const Pool2dGeometry g = pool_geometry_of(input, output, "output", numbers);
  dispatch_floating(input.type(), [&]<typename T>() {
    nn::max_pool_forward(g, operand<T>(input, in_count(g), "input"),
                         operand<T>(output, out_count(g), "output"),
                         operand<std::int64_t>(indices, out_count(g), "indices"));
  });
}

void max_backward(const Tensor& grad_output, const Tensor& indices, Tensor& grad_input,
                  const Sizes& numbers) {
  const Pool2dGeometry g = pool_geometry_of(grad_input, grad_output, "gradOutput", numbers);
  const bool inside = dispatch_floating(grad_output.type(), [&]<typename T>() {
    return nn::max_pool_backward(g, operand<T>(grad_output, out_count(g), "gradOutput"),
                                 operand<std::int64_t>(indices, out_count(g), "indices"),
                                 operand<T>(grad_input, in_count(g), "gradInput"));
  });
  if (!inside) throw Error("indices: one points outside of the input");
}

Divisor divisor_named(const std::string& name) {
  if (name == "window") return Divisor::kPaddedWindow;
  if (name == "input") return Divisor::kInputOnly;
  throw Error("expected the divisor window or input, got " + name);
}

void average_forward(const Tensor& input, Tensor& output, Divisor divisor, const Sizes& numbers) {
  const Pool2dGeometry g = pool_geometry_of(input, output, "output", numbers);
  dispatch_floating(input.type(), [&]<typename T>() {
    nn::average_pool_forward(g, divisor, operand<T>(input, in_count(g), "input"),
                             operand<T>(output, out_count(g), "output"));
  });
}

void average_backward(const Tensor& grad_output, Tensor& grad_input, Divisor divisor,
                      const Sizes& numbers) {
  const Pool2dGeometry g = pool_geometry_of(grad_input, grad_output, "gradOutput", numbers);
  dispatch_floating(grad_output.type(), [&]<typename T>() {
    nn::average_pool_backward(g, divisor, operand<T>(grad_output, out_count(g), "gradOutput"),
                              operand<T>(grad_input, in_count(g), "gradInput"));
  });
}

PadGeometry padding_of(const Tensor& input, const Sizes& borders) {
  const Images in = images_of(input, "input");
  const Dims& b = borders.dims;
  if (b.count() != 4) throw Error("expected left, right, top, bottom");
  const PadGeometry g{in.batch * in.planes, in.height, in.width, b[0], b[1], b[2], b[3]};
  if (g.out_h() < 1 || g.out_w() < 1) throw Error("the padding crops the whole input away");
  return g;
}

void pad_forward(const Tensor& input, Tensor& output, const Sizes& borders) {
  const PadGeometry g = padding_of(input, borders);
  dispatch_floating(input.type(), [&]<typename T>() {
    nn::zero_pad_forward(g, operand<T>(input, g.planes * g.in_h * g.in_w, "input"),
                         operand<T>(output, g.planes * g.out_h() * g.out_w(), "output"));
  });
}

void pad_backward(const Tensor& grad_output, Tensor& grad_input, const Sizes& borders) {
  const PadGeometry g = padding_of(grad_input, borders);
  dispatch_floating(grad_output.type(), [&]<typename T>() {
    nn::zero_pad_backward(g,
                          operand<T>(grad_output, g.planes * g.out_h() * g.out_w(), "gradOutput"),
                          operand<T>(grad_input, g.planes * g.in_h * g.in_w, "gradInput"));
  });
}

}  // namespace

void define_nn_pooling(Definitions& list) {
  list.function("max_pool_forward",
                [](const Tensor& input, Tensor& output, LongInput indices, Sizes numbers) {
                  max_forward(input, output, *indices, numbers);
                });
  list.function("max_pool_backward",
                [](const Tensor& grad_output, LongInput indices, Tensor& grad_input,
                   Sizes numbers) { max_backward(grad_output, *indices, grad_input, numbers); });
  list.function("average_pool_forward",
                [](const Tensor& input, Tensor& output, const std::string& divisor, Sizes numbers) {
                  average_forward(input, output, divisor_named(divisor), numbers);
                });
  list.function("average_pool_backward", [](const Tensor& grad_output, Tensor& grad_input,
                                            const std::string& divisor, Sizes numbers) {
    average_backward(grad_output, grad_input, divisor_named(divisor), numbers);
  });
  list.function("zero_pad_forward", [](const Tensor& input, Tensor& output, Sizes borders) {
    pad_forward(input, output, borders);
  });
  list.function("zero_pad_backward",
                [](const Tensor& grad_output, Tensor& grad_input, Sizes borders) {
                  pad_backward(grad_output, grad_input, borders);
                });
  list.function("pool_output_size", [](std::int64_t in, std::int64_t kernel, std::int64_t stride,
                                       std::int64_t pad, bool ceil_mode) {
    if (stride < 1) throw Error("expected a step of at least 1");
    return nn::pool_output_size(in, kernel, stride, pad, ceil_mode);
  });
}

}  // namespace sluice::bind
