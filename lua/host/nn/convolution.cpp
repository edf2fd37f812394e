// Convolution for Lua. `scratch` is resized to what the kernel needs; all else has its size
// already.
#include "runtime/nn/conv2d.hpp"

#include "lua/host/nn/groups.hpp"
#include "lua/host/nn/operand.hpp"
#include "lua/host/nn/window.hpp"

namespace sluice::bind {
namespace {

using nn::Conv2dGeometry;

Conv2dGeometry geometry_of(const Tensor& input, const Tensor& output, const char* output_name,
                           const Sizes& numbers) {
  const Images in = images_of(input, "input");
  const Images out = images_of(output, output_name);
  const nn::Window2d w = window_of(numbers);
  const std::int64_t height = nn::conv_output_size(in.height, w.kernel_h, w.stride_h, w.pad_h);
  const std::int64_t width = nn::conv_output_size(in.width, w.kernel_w, w.stride_w, w.pad_w);
  if (out.batch != in.batch || out.height != height || out.width != width) {
    throw Error(std::string(output_name) + ": expected " + std::to_string(in.batch) +
                " images of " + std::to_string(height) + "x" + std::to_string(width) + ", got a " +
                describe(output));
  }
  return {in.batch, in.planes, in.height, in.width, out.planes, out.height, out.width, w};
}

template <typename T>
T* scratch_for(const Conv2dGeometry& g, Tensor& scratch) {
  const std::int64_t size = nn::conv2d_scratch_size(g);
  if (scratch.element_count() < size || !scratch.is_contiguous()) scratch.resize(Dims{size});
  return scratch.data<T>();
}

void forward(const Tensor& input, const Tensor& weight, const std::optional<Tensor>& bias,
             Tensor& output, Tensor& scratch, const Sizes& numbers) {
  const Conv2dGeometry g = geometry_of(input, output, "output", numbers);
  dispatch_floating(input.type(), [&]<typename T>() {
    nn::conv2d_forward(g, operand<T>(input, g.batch * g.in_size(), "input"),
                       operand<T>(weight, g.out_planes * g.taps(), "weight"),
                       operand<T>(bias, g.out_planes, "bias"),
                       operand<T>(output, g.batch * g.out_size(), "output"),
                       scratch_for<T>(g, scratch));
  });
}

void input_gradient(const Tensor& grad_output, const Tensor& weight, Tensor& grad_input,
                    Tensor& scratch, const Sizes& numbers) {
  const Conv2dGeometry g = geometry_of(grad_input, grad_output, "gradOutput", numbers);
  dispatch_floating(weight.type(), [&]<typename T>() {
    nn::conv2d_input_gradient(g, operand<T>(grad_output, g.batch * g.out_size(), "gradOutput"),
                              operand<T>(weight, g.out_planes * g.taps(), "weight"),
                              operand<T>(grad_input, g.batch * g.in_size(), "gradInput"),
                              scratch_for<T>(g, scratch));
  });
}

void weight_gradient(const Tensor& input, const Tensor& grad_output, Tensor& grad_weight,
                     const std::optional<Tensor>& grad_bias, Tensor& scratch, double scale,
                     const Sizes& numbers) {
  const Conv2dGeometry g = geometry_of(input, grad_output, "gradOutput", numbers);
  dispatch_floating(input.type(), [&]<typename T>() {
    nn::conv2d_weight_gradient(
        g, operand<T>(input, g.batch * g.in_size(), "input"),
        operand<T>(grad_output, g.batch * g.out_size(), "gradOutput"), static_cast<T>(scale),
        operand<T>(grad_weight, g.out_planes * g.taps(), "gradWeight"),
        operand<T>(grad_bias, g.out_planes, "gradBias"), scratch_for<T>(g, scratch));
  });
}

}  // namespace

void define_nn_convolution(Definitions& list) {
  list.function("convolution_forward",
                [](const Tensor& input, const Tensor& weight, const std::optional<Tensor>& bias,
                   Tensor& output, Tensor& scratch,
                   Sizes numbers) { forward(input, weight, bias, output, scratch, numbers); });
  list.function(
      "convolution_input_gradient",
      [](const Tensor& grad_output, const Tensor& weight, Tensor& grad_input, Tensor& scratch,
         Sizes numbers) { input_gradient(grad_output, weight, grad_input, scratch, numbers); });
  list.function(
      "convolution_weight_gradient",
      [](const Tensor& input, const Tensor& grad_output, Tensor& grad_weight,
         const std::optional<Tensor>& grad_bias, Tensor& scratch, double scale, Sizes numbers) {
        weight_gradient(input, grad_output, grad_weight, grad_bias, scratch, scale, numbers);
      });
}

}  // namespace sluice::bind
