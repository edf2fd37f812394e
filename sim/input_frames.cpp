// Shape and type of what the user gives.
#include "sim/input_frames.hpp"

#include <cmath>

#include "runtime/base/error.hpp"

namespace sluice {
namespace {

std::string text_of(const Shape& shape) {
  std::string text = "{";
  for (std::size_t i = 0; i < shape.size(); ++i)
    text += (i > 0 ? "," : "") + std::to_string(shape[i]);
  text += '}';
  return text;
}

// {N, expected...}; N stands for any number.
std::string batch_text(const Shape& expected) {
  std::string text = "{N";
  for (const std::int64_t size : expected) text += "," + std::to_string(size);
  text += '}';
  return text;
}

Shape batch_shape(const Shape& found, const Shape& expected) {
  if (found == expected) {
    Shape one = {1};
    one.insert(one.end(), expected.begin(), expected.end());
    return one;
  }
  const bool fits = found.size() == expected.size() + 1 &&
                    std::equal(expected.begin(), expected.end(), found.begin() + 1);
  if (!fits) {
    throw Error("the input has shape " + text_of(found) + ", expected " + batch_text(expected));
  }
  return found;
}

[[noreturn]] void fail_type(const std::string& what, const AnyArray& array,
                            const std::string& expected) {
  throw Error(what + " of type " + element_name_of(array) + ", expected " + expected);
}

void check_finite(const Array<float>& frames) {
  const std::int64_t a_frame = frames.size() / frames.shape[0];
  for (std::int64_t i = 0; i < frames.size(); ++i) {
    if (std::isfinite(frames[i])) continue;
    throw Error("the input holds " + std::to_string(frames[i]) + " in frame " +
                std::to_string(i / a_frame) + ", expected finite numbers");
  }
}

}  // namespace

Array<float> input_frames(const IntegerGraph& graph, const AnyArray& input) {
  const Shape& expected = graph.values[static_cast<std::size_t>(graph.inputs.at(0))].shape;
  const Shape shape = batch_shape(shape_of(input), expected);
  Array<float> frames(shape);
  if (const auto* real = std::get_if<Array<float>>(&input)) {
    frames.values = real->values;
  } else if (const auto* bytes = std::get_if<Array<std::uint8_t>>(&input)) {
    std::copy(bytes->values.begin(), bytes->values.end(), frames.values.begin());
  } else {
    fail_type("the input has elements", input, "float32 or uint8");
  }
  check_finite(frames);
  return frames;
}

FrameWindow chosen_frames(const FrameRange& range, std::int64_t frames) {
  const std::int64_t end = range.end < 0 ? frames : range.end;
  if (range.begin < 0 || range.begin >= end || end > frames) {
    throw Error("frames " + std::to_string(range.begin) + ":" + std::to_string(end) +
                " are asked for, the input has 0:" + std::to_string(frames));
  }
  return {range.begin, end - range.begin};
}

std::vector<std::int64_t> read_labels(const AnyArray& labels, std::int64_t frames,
                                      std::int64_t classes) {
  std::vector<std::int64_t> result;
  std::visit(
      [&](const auto& typed) {
        for (const auto label : typed.values) {
          result.push_back(static_cast<std::int64_t>(label));
          if (static_cast<double>(result.back()) != static_cast<double>(label)) {
            throw Error("a label is " + std::to_string(label) + ", expected whole numbers");
          }
        }
      },
      labels);
  if (static_cast<std::int64_t>(result.size()) != frames) {
    throw Error("there are " + std::to_string(result.size()) + " labels for " +
                std::to_string(frames) + " frames");
  }
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (result[i] >= 0 && result[i] < classes) continue;
    throw Error("label " + std::to_string(result[i]) + " of frame " + std::to_string(i) +
                " is none of the " + std::to_string(classes) + " classes, expected 0 to " +
                std::to_string(classes - 1));
  }
  return result;
}

}  // namespace sluice
