// Shape and type of what the user gives.
#include "sim/input_frames.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <sstream>

#include "compiler/quantize/interpreter.hpp"
#include "compiler/tensor/tensor_graph.hpp"
#include "runtime/base/error.hpp"

namespace sluice {
namespace {

// {N, expected...}; N stands for any number.
std::string batch_text(const Shape& expected) { return "{N," + shape_text(expected).substr(1); }

Shape batch_shape(const std::string& name, const Shape& found, const Shape& expected) {
  if (found == expected) {
    Shape one = {1};
    one.insert(one.end(), expected.begin(), expected.end());
    return one;
  }
  const bool fits = found.size() == expected.size() + 1 &&
                    std::equal(expected.begin(), expected.end(), found.begin() + 1);
  if (!fits) {
    throw Error(name + ": found shape " + shape_text(found) + ", expected " + batch_text(expected));
  }
  return found;
}

void check_finite(const Array<float>& frames, const FrameNames& names) {
  const std::int64_t a_frame = frames.size() / frames.shape[0];
  for (std::int64_t i = 0; i < frames.size(); ++i) {
    if (std::isfinite(frames[i])) continue;
    throw Error(names.input + ": found " + std::to_string(frames[i]) + " in frame " +
                std::to_string(i / a_frame + names.first) + ", element " +
                std::to_string(i % a_frame + names.first) + ", expected finite numbers");
  }
}

std::vector<double> as_numbers(const AnyArray& array) {
  return std::visit(
      [](const auto& typed) {
        return std::vector<double>(typed.values.begin(), typed.values.end());
      },
      array);
}

// One number a frame: {N}, {N,1}, ...; also {} for the only frame.
void check_label_shape(const Shape& shape, std::int64_t frames, const std::string& name) {
  const bool fits = element_count(shape) == frames && (shape.empty() || shape[0] == frames);
  if (fits) return;
  throw Error(name + ": found shape " + shape_text(shape) + ", expected one label for each of " +
              std::to_string(frames) + " frames");
}

}  // namespace

Array<float> input_frames(const IntegerGraph& graph, const AnyArray& input,
                          const FrameNames& names) {
  const Shape& expected = graph.values[static_cast<std::size_t>(graph.inputs.at(0))].shape;
  const Shape shape = batch_shape(names.input, shape_of(input), expected);
  Array<float> frames(shape);
  if (const auto* real = std::get_if<Array<float>>(&input)) {
    frames.values = real->values;
  } else if (const auto* bytes = std::get_if<Array<std::uint8_t>>(&input)) {
    std::copy(bytes->values.begin(), bytes->values.end(), frames.values.begin());
  } else {
    throw Error(names.input + ": found elements of type " + element_name_of(input) +
                    ", expected float32 or uint8",
                {}, {"convert it with numpy: a.astype('float32')"});
  }
  check_finite(frames, names);
  return frames;
}

FrameWindow chosen_frames(const FrameRange& range, std::int64_t frames, const FrameNames& names) {
  const std::int64_t end = range.end < 0 ? frames : range.end;
  if (range.begin < 0 || range.begin >= end || end > frames) {
    // From 0 the end is not included, from 1 it is.
    throw Error(names.input + ": found " + std::to_string(frames) + " frames, expected " +
                std::to_string(range.begin + names.first) + (names.first == 0 ? ":" : " to ") +
                std::to_string(end) + " among them");
  }
  return {range.begin, end - range.begin};
}

double saturated_share(const IntegerGraph& graph, const Array<float>& frames, FrameWindow window) {
  const std::int64_t a_frame = frames.size() / frames.shape[0];
  const std::span<const float> all(frames.values);
  const std::int64_t outside =
      saturated_input(graph, all.subspan(static_cast<std::size_t>(window.begin * a_frame),
                                         static_cast<std::size_t>(window.count * a_frame)));
  return static_cast<double>(outside) / static_cast<double>(window.count * a_frame);
}

std::vector<std::int64_t> read_labels(const AnyArray& labels, std::int64_t frames,
                                      std::int64_t classes, const FrameNames& names) {
  check_label_shape(shape_of(labels), frames, names.labels);
  std::vector<std::int64_t> result;
  for (const double number : as_numbers(labels)) {
    const double label = number - static_cast<double>(names.first);
    if (label >= 0 && label < static_cast<double>(classes) && label == std::floor(label)) {
      result.push_back(static_cast<std::int64_t>(label));
      continue;
    }
    std::ostringstream found;
    found << number;
    const auto frame = static_cast<std::int64_t>(result.size());
    throw Error(names.labels + ": found label " + found.str() + " for frame " +
                std::to_string(frame + names.first) + ", expected a whole number of " +
                std::to_string(names.first) + " to " + std::to_string(classes - 1 + names.first));
  }
  return result;
}

}  // namespace sluice
