// What the importers of modules share.
#include "compiler/tensor/module_importers.hpp"

namespace sluice {

const Shape& only_input(const ModuleReader& reader, const std::vector<Shape>& inputs) {
  if (inputs.size() != 1) {
    reader.refuse("found " + std::to_string(inputs.size()) + " inputs, expected one",
                  "a table of tensors must be joined first, e.g. by nn.CAddTable or nn.JoinTable");
  }
  return inputs.front();
}

const Shape& image_input(const ModuleReader& reader, const std::vector<Shape>& inputs) {
  const Shape& shape = only_input(reader, inputs);
  if (shape.size() != 3) {
    reader.refuse("found input " + shape_text(shape) + ", expected channels x height x width",
                  "shapes are without the batch; nn.View(channels, height, width) can restore one");
  }
  return shape;
}

}  // namespace sluice
