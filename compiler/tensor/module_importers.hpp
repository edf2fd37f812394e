// The importers of the modules, one function each, and what they share.
#pragma once

#include <string>
#include <vector>

#include "compiler/tensor/module_reader.hpp"
#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

// What a module becomes. `shape` is set where the op alone does not tell it (Reshape).
struct ImportedOp {
  TensorOp op;
  Shape shape = {};
};

// `inputs` are the shapes of the module's inputs, at least one. Each throws through reader.refuse.
using ModuleImporter = ImportedOp (*)(ModuleReader& reader, const std::vector<Shape>& inputs);

ImportedOp import_linear(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_convolution(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_max_pooling(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_average_pooling(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_zero_padding(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_batch_normalization(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_spatial_batch_normalization(ModuleReader& reader,
                                              const std::vector<Shape>& inputs);
ImportedOp import_relu(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_relu6(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_leaky_relu(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_hard_tanh(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_threshold(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_tanh(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_sigmoid(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_softmax(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_log_softmax(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_dropout(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_identity(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_view(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_reshape(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_add_table(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_multiply_table(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_join_table(ModuleReader& reader, const std::vector<Shape>& inputs);
ImportedOp import_concat(ModuleReader& reader, const std::vector<Shape>& inputs);

// Throws unless the module has one input of that many dimensions.
const Shape& only_input(const ModuleReader& reader, const std::vector<Shape>& inputs);
const Shape& image_input(const ModuleReader& reader, const std::vector<Shape>& inputs);

}  // namespace sluice
