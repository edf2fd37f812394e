// Runs both interpreters on the same frames and compares what they make of each tensor.
#include "compiler/quantize/error_report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>

#include "compiler/quantize/interpreter.hpp"
#include "compiler/tensor/interpreter.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

Array<float> chosen_frames(const Array<float>& frames, std::int64_t most) {
  const std::int64_t count = frames.shape[0], size = frames.size() / count;
  const std::int64_t taken = std::min(count, most);
  Shape shape = frames.shape;
  shape[0] = taken;
  Array<float> chosen(std::move(shape));
  for (std::int64_t n = 0; n < taken; ++n) {
    std::copy_n(frames.values.begin() + n * count / taken * size, size,
                chosen.values.begin() + n * size);
  }
  return chosen;
}

void compare(const std::vector<float>& real, const std::vector<std::int64_t>& integers,
             TensorError& error) {
  double signal = 0, noise = 0;
  for (std::size_t i = 0; i < real.size(); ++i) {
    const double value = real[i];
    const double difference = error.scale * static_cast<double>(integers[i]) - value;
    signal += value * value;
    noise += difference * difference;
    error.largest_error = std::max(error.largest_error, std::abs(difference));
  }
  const auto count = static_cast<double>(real.size());
  error.elements = static_cast<std::int64_t>(real.size());
  error.float_rms = std::sqrt(signal / count);
  error.error_rms = std::sqrt(noise / count);
}

// The node that makes each value, -1 for the input.
std::vector<int> makers(const IntegerGraph& graph) {
  std::vector<int> made_by(graph.values.size(), -1);
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    made_by[static_cast<std::size_t>(graph.nodes[n].output)] = static_cast<int>(n);
  }
  return made_by;
}

std::string row(const TensorError& error) {
  char line[256];
  std::snprintf(line, sizeof line, "%-20s %-20s %5s%-2d %12.5g %12.5g %12.5g %9.1f %9lld\n",
                error.name.c_str(), error.layer.c_str(), error.format.is_signed ? "s" : "u",
                error.format.bits, error.scale, error.float_rms, error.largest_error,
                error.sqnr_db(), static_cast<long long>(error.saturated));
  return line;
}

}  // namespace

double TensorError::sqnr_db() const {
  if (error_rms == 0) return std::numeric_limits<double>::infinity();
  return 20 * std::log10(float_rms / error_rms);
}

std::vector<TensorError> measure_errors(const TensorGraph& graph, const IntegerGraph& integers,
                                        const Array<float>& frames, std::int64_t most_frames) {
  const Array<float> chosen = chosen_frames(frames, most_frames);
  const std::int64_t count = chosen.shape[0];
  const auto real = TensorInterpreter(graph).run({chosen.values}, count);
  const IntegerBatch batch =
      IntegerInterpreter(integers).run(quantize_input(integers, chosen).values, count);
  std::map<std::string, std::size_t> tensors;
  for (std::size_t id = 0; id < graph.values.size(); ++id) tensors[graph.values[id].name] = id;
  const std::vector<int> made_by = makers(integers);
  std::vector<TensorError> errors;
  for (std::size_t id = 0; id < integers.values.size(); ++id) {
    const IntegerValue& value = integers.values[id];
    const auto tensor = tensors.find(value.name);
    if (tensor == tensors.end()) continue;
    check(value.scale.size() == 1, "a tensor of both graphs has one scale");
    TensorError error;
    error.name = value.name;
    error.format = value.format;
    error.scale = value.scale[0];
    if (made_by[id] >= 0) {
      error.layer = integers.nodes[static_cast<std::size_t>(made_by[id])].layer;
      error.saturated = batch.saturations[static_cast<std::size_t>(made_by[id])];
    }
    compare(real[tensor->second], batch.values[id], error);
    errors.push_back(std::move(error));
  }
  return errors;
}

std::string error_text(const std::vector<TensorError>& errors) {
  std::string text =
      "tensor               layer                format        scale    float rms"
      "    max error   SQNR dB saturated\n";
  for (const TensorError& error : errors) text += row(error);
  return text;
}

}  // namespace sluice
