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
  error.float_rms = std::sqrt(signal / count);
  error.error_rms = std::sqrt(noise / count);
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

// How wide the columns of names are.
struct NameWidths {
  std::size_t name = 20, layer = 20;
};

std::string row(const TensorError& error, const NameWidths& widths) {
  char numbers[128];
  std::snprintf(numbers, sizeof numbers, " %5s%-2d %12.5g", error.format.is_signed ? "s" : "u",
                error.format.bits, error.scale);
  std::string line = padded(error.name, widths.name) + " " + padded(error.layer, widths.layer);
  line += numbers;
  if (error.is_compared) {
    std::snprintf(numbers, sizeof numbers, " %12.5g %12.5g %9.1f", error.float_rms,
                  error.largest_error, error.sqnr_db());
  } else {
    std::snprintf(numbers, sizeof numbers, " %12s %12s %9s", "-", "-", "-");
  }
  line += numbers;
  std::snprintf(numbers, sizeof numbers, " %9lld\n", static_cast<long long>(error.saturated));
  return line + numbers;
}

bool has_own_rounding(const IntegerOp& op) {
  return std::holds_alternative<IntegerRescale>(op) || std::holds_alternative<IntegerLookup>(op);
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
  const std::vector<int> made_by = producers(integers);
  std::vector<TensorError> errors;
  for (std::size_t id = 0; id < integers.values.size(); ++id) {
    const IntegerValue& value = integers.values[id];
    const auto tensor = tensors.find(value.name);
    const IntegerNode* node =
        made_by[id] < 0 ? nullptr : &integers.nodes[static_cast<std::size_t>(made_by[id])];
    TensorError error;
    error.is_compared = tensor != tensors.end();
    if (!error.is_compared && (node == nullptr || !has_own_rounding(node->op))) continue;
    check(value.scale.size() == 1, "a tensor with a format of its own has one scale");
    error.name = value.name;
    error.format = value.format;
    error.scale = value.scale[0];
    error.elements = static_cast<std::int64_t>(batch.values[id].size());
    error.layer = node == nullptr ? "" : node->layer;
    error.saturated = node == nullptr ? saturated_input(integers, chosen.values)
                                      : batch.saturations[static_cast<std::size_t>(made_by[id])];
    if (error.is_compared) compare(real[tensor->second], batch.values[id], error);
    errors.push_back(std::move(error));
  }
  return errors;
}

std::string error_text(const std::vector<TensorError>& errors) {
  NameWidths widths;
  for (const TensorError& error : errors) {
    widths.name = std::max(widths.name, error.name.size());
    widths.layer = std::max(widths.layer, error.layer.size());
  }
  std::string text = padded("tensor", widths.name) + " " + padded("layer", widths.layer) +
                     "  format        scale    float rms    max error   SQNR dB saturated\n";
  for (const TensorError& error : errors) text += row(error, widths);
  return text;
}

}  // namespace sluice
