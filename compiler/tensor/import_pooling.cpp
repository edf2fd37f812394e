// Pooling and padding modules, with Torch's rules for windows that reach over the edge.
#include <algorithm>
#include <utility>
#include <vector>

#include "compiler/tensor/module_importers.hpp"
#include "runtime/nn/geometry.hpp"

namespace sluice {
namespace {

constexpr int kMaxKernel = 4096;

// A pooling module's fields and the sizes that follow from them.
struct Pooling {
  WindowGeometry window;
  std::int64_t out_h = 0, out_w = 0;
  bool ceil_mode = false;
};

int small(ModuleReader& reader, const char* name, int low) {
  return static_cast<int>(reader.integer(name, low, kMaxKernel));
}

// The padding behind the input that makes exactly `out` windows fit; at least Torch's own.
int padding_after(std::int64_t in, std::int64_t out, int kernel, int stride, int pad) {
  return static_cast<int>(std::max<std::int64_t>(pad, (out - 1) * stride + kernel - in - pad));
}

void check_padding(const ModuleReader& reader, const char* name, int pad, int kernel) {
  if (pad <= kernel / 2) return;
  reader.refuse("field '" + std::string(name) + "' is " + std::to_string(pad) +
                ", expected at most half of the kernel, " + std::to_string(kernel / 2));
}

void check_size(const ModuleReader& reader, const Shape& in, std::int64_t out, std::int64_t size,
                int stride, int pad) {
  if (out < 1) {
    reader.refuse("the kernel does not fit into the input " + shape_text(in));
  }
  if ((out - 1) * stride - pad >= size) {
    reader.refuse(
        "with ceil mode the last window lies wholly outside of the input " + shape_text(in),
        "use :floor(), or a stride of at most the kernel's size");
  }
}

Pooling read_pooling(ModuleReader& reader, const Shape& in) {
  Pooling pool;
  WindowGeometry& w = pool.window;
  w.kernel_h = small(reader, "kH", 1);
  w.kernel_w = small(reader, "kW", 1);
  w.stride_h = small(reader, "dH", 1);
  w.stride_w = small(reader, "dW", 1);
  const int pad_h = static_cast<int>(reader.integer_or("padH", 0, kMaxKernel, 0));
  const int pad_w = static_cast<int>(reader.integer_or("padW", 0, kMaxKernel, 0));
  pool.ceil_mode = reader.boolean_or("ceil_mode", false);
  check_padding(reader, "padH", pad_h, w.kernel_h);
  check_padding(reader, "padW", pad_w, w.kernel_w);
  const bool padded = pad_h > 0 || pad_w > 0;
  const auto out_size = [&](std::int64_t size, int kernel, int stride, int pad) {
    return nn::pool_output_size(size, kernel, stride, pad, pool.ceil_mode, padded);
  };
  pool.out_h = out_size(in[1], w.kernel_h, w.stride_h, pad_h);
  pool.out_w = out_size(in[2], w.kernel_w, w.stride_w, pad_w);
  check_size(reader, in, pool.out_h, in[1], w.stride_h, pad_h);
  check_size(reader, in, pool.out_w, in[2], w.stride_w, pad_w);
  w.padding = {pad_h, pad_w, padding_after(in[1], pool.out_h, w.kernel_h, w.stride_h, pad_h),
               padding_after(in[2], pool.out_w, w.kernel_w, w.stride_w, pad_w)};
  return pool;
}

// How many elements Torch counts in window `index` of one dimension.
std::int64_t counted(std::int64_t index, std::int64_t size, int kernel, int stride, int pad,
                     bool include_pad) {
  const std::int64_t begin = index * stride - pad;
  if (include_pad) return std::min(begin + kernel, size + pad) - begin;
  return std::min(begin + kernel, size) - std::max<std::int64_t>(begin, 0);
}

// What Torch divides each window by, row by row; one entry where all are alike.
std::vector<double> divisors(const Shape& in, const Pooling& pool, bool include_pad) {
  const WindowGeometry& w = pool.window;
  std::vector<double> all;
  for (std::int64_t y = 0; y < pool.out_h; ++y) {
    const std::int64_t rows = counted(y, in[1], w.kernel_h, w.stride_h, w.padding.top, include_pad);
    for (std::int64_t x = 0; x < pool.out_w; ++x) {
      const std::int64_t columns =
          counted(x, in[2], w.kernel_w, w.stride_w, w.padding.left, include_pad);
      all.push_back(static_cast<double>(rows * columns));
    }
  }
  const bool alike = std::all_of(all.begin(), all.end(), [&](double d) { return d == all[0]; });
  if (alike) all.resize(1);
  return all;
}

}  // namespace

ImportedOp import_max_pooling(ModuleReader& reader, const std::vector<Shape>& inputs) {
  return {MaxPool{read_pooling(reader, image_input(reader, inputs)).window}};
}

ImportedOp import_average_pooling(ModuleReader& reader, const std::vector<Shape>& inputs) {
  const Shape& in = image_input(reader, inputs);
  const Pooling pool = read_pooling(reader, in);
  AveragePool op{pool.window, divisors(in, pool, reader.boolean_or("count_include_pad", true))};
  if (!reader.boolean_or("divide", true)) {
    // Torch multiplies its average by the kernel's size.
    for (double& divisor : op.divisor) divisor /= op.window.kernel_h * op.window.kernel_w;
  }
  return {std::move(op)};
}

ImportedOp import_zero_padding(ModuleReader& reader, const std::vector<Shape>& inputs) {
  const Shape& in = image_input(reader, inputs);
  const auto side = [&](const char* name) {
    return static_cast<int>(reader.integer(name, -kMaxKernel, kMaxKernel));
  };
  const Padding padding{side("pad_t"), side("pad_l"), side("pad_b"), side("pad_r")};
  const Shape out = padded_shape(in, padding);
  // Torch crops first, so a crop must leave something of the input itself.
  const auto cropped = [](std::int64_t size, int before, int after) {
    return size + std::min(before, 0) + std::min(after, 0);
  };
  if (out[1] < 1 || out[2] < 1 || cropped(in[1], padding.top, padding.bottom) < 1 ||
      cropped(in[2], padding.left, padding.right) < 1) {
    reader.refuse("the crop leaves nothing of the input " + shape_text(in));
  }
  return {Pad{padding}};
}

}  // namespace sluice
