// Batch normalisation as it works in inference: by the running statistics.
#include <cmath>

#include "compiler/tensor/module_importers.hpp"

namespace sluice {
namespace {

ImportedOp import_normalization(ModuleReader& reader, std::int64_t features) {
  const double eps = reader.number_or("eps", 1e-5);
  reader.ignore({"momentum", "nDim", "affine"});
  if (!reader.has_parameter("running_mean") || !reader.has_parameter("running_var")) {
    reader.refuse("it has no running statistics", "train it, or load a module that was trained");
  }
  const std::vector<float> mean = reader.parameter("running_mean", {features}).values;
  const std::vector<float> variance = reader.parameter("running_var", {features}).values;
  const bool affine = reader.has_parameter("weight");
  if (affine != reader.has_parameter("bias"))
    reader.refuse("it has a weight or a bias but not both");
  if (reader.boolean_or("affine", affine) != affine) {
    reader.refuse("field 'affine' does not agree with its parameters");
  }
  ScaleShift op;
  const std::vector<float> weight = reader.vector_or_zeros("weight", features);
  const std::vector<float> bias = reader.vector_or_zeros("bias", features);
  for (std::size_t c = 0; c < mean.size(); ++c) {
    const double spread = static_cast<double>(variance[c]) + eps;
    if (!(spread > 0)) {
      reader.refuse("running_var[" + std::to_string(c + 1) + "] + eps is not positive");
    }
    const double scale = (affine ? weight[c] : 1.0) / std::sqrt(spread);
    op.scale.push_back(static_cast<float>(scale));
    op.shift.push_back(static_cast<float>((affine ? bias[c] : 0.0) - mean[c] * scale));
  }
  return {std::move(op)};
}

}  // namespace

ImportedOp import_batch_normalization(ModuleReader& reader, const std::vector<Shape>& inputs) {
  const Shape& in = only_input(reader, inputs);
  if (in.size() != 1) {
    reader.refuse("found input " + shape_text(in) + ", expected a vector",
                  "images are normalised by nn.SpatialBatchNormalization");
  }
  return import_normalization(reader, in[0]);
}

ImportedOp import_spatial_batch_normalization(ModuleReader& reader,
                                              const std::vector<Shape>& inputs) {
  return import_normalization(reader, image_input(reader, inputs)[0]);
}

}  // namespace sluice
