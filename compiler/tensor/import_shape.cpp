// Modules that change shapes or join tensors. Torch tells a frame from a batch of frames by the
// number of dimensions; here a frame stands alone and every module must keep frames apart.
#include <algorithm>

#include "compiler/tensor/module_importers.hpp"

namespace sluice {
namespace {

std::int64_t product(const std::vector<std::int64_t>& sizes) {
  std::int64_t result = 1;
  for (const std::int64_t size : sizes) result *= size;
  return result;
}

void check_sizes(const ModuleReader& reader, const std::vector<std::int64_t>& sizes) {
  if (sizes.size() > 3) reader.refuse("found more than three dimensions in a frame");
  std::int64_t count = 1;
  for (const std::int64_t size : sizes) {
    if (size == 0 || size < -1) reader.refuse("a size is neither positive nor -1");
    count *= std::max<std::int64_t>(size, 1);
    if (count > (std::int64_t{1} << 31)) reader.refuse("the sizes are too large");
  }
}

[[noreturn]] void refuse_count(const ModuleReader& reader, const Shape& in,
                               const std::vector<std::int64_t>& sizes) {
  reader.refuse("cannot make " + shape_text(sizes) + " of a frame " + shape_text(in) + " with " +
                    std::to_string(element_count(in)) + " elements",
                "a frame must stay whole: the sizes' product must be the frame's");
}

// Replaces the one -1 by what is left of the frame's elements.
std::vector<std::int64_t> inferred(const ModuleReader& reader, const Shape& in,
                                   std::vector<std::int64_t> sizes) {
  const auto open = std::find(sizes.begin(), sizes.end(), -1);
  if (open == sizes.end()) return sizes;
  if (std::count(sizes.begin(), sizes.end(), -1) > 1) reader.refuse("more than one size is -1");
  const std::int64_t known = -product(sizes);
  if (element_count(in) % known != 0) refuse_count(reader, in, sizes);
  *open = element_count(in) / known;
  return sizes;
}

ImportedOp join(const ModuleReader& reader, const std::vector<Shape>& inputs, std::int64_t axis) {
  const auto rank = static_cast<std::int64_t>(inputs[0].size());
  if (axis < 0 || axis >= rank) {
    reader.refuse("dimension " + std::to_string(axis + 1) + " of a frame " + shape_text(inputs[0]) +
                  " does not exist");
  }
  const Concat op{static_cast<int>(axis)};
  for (const Shape& input : inputs) {
    Shape comparable = input;
    if (input.size() == inputs[0].size()) {
      comparable[static_cast<std::size_t>(axis)] = inputs[0][static_cast<std::size_t>(axis)];
    }
    if (comparable == inputs[0]) continue;
    reader.refuse("cannot join " + shape_text(inputs[0]) + " and " + shape_text(input) +
                  " along dimension " + std::to_string(axis + 1) + " of the frame");
  }
  return {op};
}

// A dimension counted over a batch of frames, as training does. 1 would be the batch itself, so
// there it is counted over a single frame.
std::int64_t axis_of(std::int64_t dimension) { return std::max<std::int64_t>(dimension - 2, 0); }

ImportedOp import_elementwise(const ModuleReader& reader, const std::vector<Shape>& inputs,
                              TensorOp op) {
  for (const Shape& input : inputs) {
    if (input == inputs[0]) continue;
    reader.refuse("found inputs of shapes " + shape_text(inputs[0]) + " and " + shape_text(input) +
                      ", expected equal ones",
                  "Torch does not broadcast");
  }
  return {std::move(op)};
}

}  // namespace

ImportedOp import_view(ModuleReader& reader, const std::vector<Shape>& inputs) {
  const Shape& in = only_input(reader, inputs);
  const std::vector<std::int64_t> sizes = reader.sizes("size");
  reader.ignore({"numElements"});
  check_sizes(reader, sizes);
  if (reader.has("numInputDims")) {
    const std::int64_t dims = reader.integer("numInputDims", 1, 16);
    if (dims != static_cast<std::int64_t>(in.size())) {
      reader.refuse("field 'numInputDims' is " + std::to_string(dims) + ", but a frame here is " +
                        shape_text(in),
                    "set it to " + std::to_string(in.size()) + ", or leave it out");
    }
  }
  Shape out = inferred(reader, in, sizes);
  if (element_count(out) != element_count(in)) refuse_count(reader, in, sizes);
  return {Reshape{}, std::move(out)};
}

ImportedOp import_reshape(ModuleReader& reader, const std::vector<Shape>& inputs) {
  const Shape& in = only_input(reader, inputs);
  const std::vector<std::int64_t> sizes = reader.sizes("size");
  reader.ignore({"batchsize", "nelement", "batchMode"});
  check_sizes(reader, sizes);
  if (std::find(sizes.begin(), sizes.end(), -1) != sizes.end() ||
      product(sizes) != element_count(in)) {
    refuse_count(reader, in, sizes);
  }
  return {Reshape{}, sizes};
}

ImportedOp import_add_table(ModuleReader& reader, const std::vector<Shape>& inputs) {
  reader.ignore({"inplace"});
  return import_elementwise(reader, inputs, Add{});
}

ImportedOp import_multiply_table(ModuleReader& reader, const std::vector<Shape>& inputs) {
  return import_elementwise(reader, inputs, Multiply{});
}

ImportedOp import_join_table(ModuleReader& reader, const std::vector<Shape>& inputs) {
  const auto rank = static_cast<std::int64_t>(inputs[0].size());
  const std::int64_t dimension = reader.integer("dimension", -16, 16);
  if (dimension == 0) reader.refuse("field 'dimension' is 0, Torch counts from 1");
  if (reader.has("nInputDims")) {
    const std::int64_t dims = reader.integer("nInputDims", 1, 16);
    if (dims != rank) {
      reader.refuse("field 'nInputDims' is " + std::to_string(dims) + ", but a frame here is " +
                    shape_text(inputs[0]));
    }
    if (dimension > 0) return join(reader, inputs, dimension - 1);
  }
  return join(reader, inputs, dimension < 0 ? rank + dimension : axis_of(dimension));
}

ImportedOp import_concat(ModuleReader& reader, const std::vector<Shape>& inputs) {
  return join(reader, inputs, axis_of(reader.integer("dimension", 1, 16)));
}

}  // namespace sluice
