// Linear and convolution modules.
#include "compiler/tensor/module_importers.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kMaxChannels = 1 << 20;
constexpr int kMaxKernel = 4096;

int small(ModuleReader& reader, const char* name, int low, int high) {
  return static_cast<int>(reader.integer(name, low, high));
}

int small_or(ModuleReader& reader, const char* name, int low, int high, int fallback) {
  return static_cast<int>(reader.integer_or(name, low, high, fallback));
}

WindowGeometry convolution_window(ModuleReader& reader) {
  const int pad_h = small_or(reader, "padH", 0, kMaxKernel, 0);
  const int pad_w = small_or(reader, "padW", 0, kMaxKernel, 0);
  return {small(reader, "kH", 1, kMaxKernel),
          small(reader, "kW", 1, kMaxKernel),
          small(reader, "dH", 1, kMaxKernel),
          small(reader, "dW", 1, kMaxKernel),
          {pad_h, pad_w, pad_h, pad_w}};
}

}  // namespace

ImportedOp import_linear(ModuleReader& reader, const std::vector<Shape>& inputs) {
  const Shape& in = only_input(reader, inputs);
  if (!reader.has_parameter("weight")) reader.refuse("parameter 'weight' is missing");
  const Shape weight_shape = reader.node().parameters.at("weight").shape;
  if (weight_shape.size() != 2) reader.refuse("parameter 'weight' is not a matrix");
  if (in.size() != 1) {
    reader.refuse("found input " + shape_text(in) + ", expected a vector",
                  "put nn.View(" + std::to_string(element_count(in)) + ") in front of it");
  }
  if (in[0] != weight_shape[1]) {
    reader.refuse("found " + std::to_string(in[0]) + " input elements, expected " +
                  std::to_string(weight_shape[1]));
  }
  return {Linear{reader.parameter("weight", weight_shape),
                 reader.vector_or_zeros("bias", weight_shape[0])}};
}

ImportedOp import_convolution(ModuleReader& reader, const std::vector<Shape>& inputs) {
  const Shape& in = image_input(reader, inputs);
  const std::int64_t in_planes = reader.integer("nInputPlane", 1, kMaxChannels);
  const std::int64_t out_planes = reader.integer("nOutputPlane", 1, kMaxChannels);
  Convolution conv;
  conv.window = convolution_window(reader);
  if (reader.integer_or("groups", 1, kMaxChannels, 1) != 1) {
    reader.refuse("grouped convolution is not supported");
  }
  if (in[0] != in_planes) {
    reader.refuse("found input " + shape_text(in) + ", expected " + std::to_string(in_planes) +
                  " channels");
  }
  const WindowGeometry& w = conv.window;
  conv.weight =
      reader.reshaped_parameter("weight", {out_planes, in_planes, w.kernel_h, w.kernel_w});
  conv.bias = reader.vector_or_zeros("bias", out_planes);
  return {std::move(conv)};
}

}  // namespace sluice
