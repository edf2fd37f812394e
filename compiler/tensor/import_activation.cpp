// Activations, soft maxima and dropout.
#include <cmath>
#include <limits>

#include "compiler/tensor/module_importers.hpp"

namespace sluice {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Torch's SoftMax runs over channels of an image and over the whole of a vector. On two dimensions
// it takes the first for the batch.
void check_softmax_input(const ModuleReader& reader, const std::vector<Shape>& inputs) {
  if (only_input(reader, inputs).size() != 2) return;
  reader.refuse("on two dimensions it would run over the batch",
                "use nn.View to make a vector of it");
}

// Torch converts an activation's numbers to the type of its tensors before it compares with them.
double float_number(ModuleReader& reader, const std::string& field) {
  return static_cast<double>(static_cast<float>(reader.number(field)));
}

}  // namespace

ImportedOp import_relu(ModuleReader& reader, const std::vector<Shape>& inputs) {
  only_input(reader, inputs);
  reader.ignore({"inplace"});
  if (reader.number_or("threshold", 0) != 0 || reader.number_or("val", 0) != 0) {
    reader.refuse("found a threshold or value other than 0", "use nn.Threshold");
  }
  return {Clamp{0, kInfinity}};
}

ImportedOp import_relu6(ModuleReader& reader, const std::vector<Shape>& inputs) {
  only_input(reader, inputs);
  reader.ignore({"inplace"});
  return {Clamp{0, 6}};
}

ImportedOp import_leaky_relu(ModuleReader& reader, const std::vector<Shape>& inputs) {
  only_input(reader, inputs);
  reader.ignore({"inplace"});
  return {Activation{ActivationKind::kLeaky, float_number(reader, "negval"), 0}};
}

ImportedOp import_hard_tanh(ModuleReader& reader, const std::vector<Shape>& inputs) {
  only_input(reader, inputs);
  reader.ignore({"inplace"});
  const double low = float_number(reader, "min_val");
  const double high = float_number(reader, "max_val");
  if (low >= high) reader.refuse("field 'max_val' is not larger than 'min_val'");
  return {Clamp{low, high}};
}

ImportedOp import_threshold(ModuleReader& reader, const std::vector<Shape>& inputs) {
  only_input(reader, inputs);
  reader.ignore({"inplace"});
  const double threshold = float_number(reader, "threshold");
  const double value = float_number(reader, "val");
  if (threshold == value) return {Clamp{threshold, kInfinity}};
  return {Activation{ActivationKind::kThreshold, threshold, value}};
}

ImportedOp import_tanh(ModuleReader& reader, const std::vector<Shape>& inputs) {
  only_input(reader, inputs);
  return {Activation{ActivationKind::kTanh, 0, 0}};
}

ImportedOp import_sigmoid(ModuleReader& reader, const std::vector<Shape>& inputs) {
  only_input(reader, inputs);
  return {Activation{ActivationKind::kSigmoid, 0, 0}};
}

ImportedOp import_softmax(ModuleReader& reader, const std::vector<Shape>& inputs) {
  check_softmax_input(reader, inputs);
  return {SoftMax{}};
}

ImportedOp import_log_softmax(ModuleReader& reader, const std::vector<Shape>& inputs) {
  check_softmax_input(reader, inputs);
  return {LogSoftMax{}};
}

// In evaluation today's Dropout is the identity; the first version scales.
ImportedOp import_dropout(ModuleReader& reader, const std::vector<Shape>& inputs) {
  only_input(reader, inputs);
  reader.ignore({"inplace", "noise"});
  const double p = reader.number("p");
  if (p < 0 || p >= 1) reader.refuse("field 'p' is outside of 0 <= p < 1");
  if (reader.boolean_or("stochastic_inference", false)) {
    reader.refuse("stochastic inference has no fixed result");
  }
  if (reader.boolean_or("v2", false) || p == 0) return {Identity{}};
  return {ScaleShift{{static_cast<float>(1 - p)}, {0.0F}}};
}

ImportedOp import_identity(ModuleReader& reader, const std::vector<Shape>& inputs) {
  only_input(reader, inputs);
  return {Identity{}};
}

}  // namespace sluice
