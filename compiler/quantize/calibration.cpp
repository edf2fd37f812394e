// Runs calibration frames and keeps samples of every value.
#include "compiler/quantize/calibration.hpp"

#include <algorithm>
#include <cmath>

#include "compiler/tensor/interpreter.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kFramesAtOnce = 32;
constexpr std::int64_t kSamplesOfValue = 20000;

void check_frames(const TensorGraph& graph, const Array<float>& frames) {
  const Shape& shape = graph.shape(graph.inputs[0]);
  if (frames.size() == 0 || frames.shape.empty()) {
    throw Error("the calibration set is empty, expected at least one frame " + shape_text(shape));
  }
  if (Shape(frames.shape.begin() + 1, frames.shape.end()) != shape) {
    throw Error("calibration data has shape " + shape_text(frames.shape) + ", expected frames x " +
                shape_text(shape));
  }
  const std::int64_t frame_size = element_count(shape);
  for (std::int64_t i = 0; i < frames.size(); ++i) {
    if (std::isfinite(frames[i])) continue;
    throw Error("calibration frame " + std::to_string(i / frame_size + 1) + ", element " +
                std::to_string(i % frame_size + 1) + " is " +
                (std::isnan(frames[i]) ? "not a number" : "infinite"));
  }
}

// Takes elements at pseudo-random places that depend on nothing but their number.
class Sampler {
 public:
  Sampler(std::int64_t frame_size, std::int64_t frames)
      : stride_(std::max<std::int64_t>(1, frame_size * frames / kSamplesOfValue)) {}

  void take(const std::vector<float>& values, Samples& samples) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const bool first = samples.empty();
    samples.min = first ? *low : std::min(samples.min, *low);
    samples.max = first ? *high : std::max(samples.max, *high);
    const auto count = static_cast<std::int64_t>(values.size());
    for (; next_ < count; next_ += 1 + jump())
      samples.values.push_back(values[static_cast<std::size_t>(next_)]);
    next_ -= count;
  }

 private:
  std::int64_t jump() {
    if (stride_ == 1) return 0;
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(2 * stride_ - 1));
  }

  std::int64_t stride_;
  std::int64_t next_ = 0;
  std::uint64_t state_ = 1;
};

}  // namespace

void Samples::add(const Samples& other) {
  if (other.empty()) return;
  min = empty() ? other.min : std::min(min, other.min);
  max = empty() ? other.max : std::max(max, other.max);
  values.insert(values.end(), other.values.begin(), other.values.end());
}

Samples Samples::clipped(float low, float high) const {
  Samples result{std::clamp(min, low, high), std::clamp(max, low, high), values};
  for (float& value : result.values) value = std::clamp(value, low, high);
  return result;
}

std::vector<Samples> calibrate(const TensorGraph& graph, const Array<float>& frames) {
  check_frames(graph, frames);
  const std::int64_t count = frames.shape[0];
  const std::int64_t frame_size = frames.size() / count;
  std::vector<Samples> samples(graph.values.size());
  std::vector<Sampler> samplers;
  for (const TensorValue& value : graph.values)
    samplers.emplace_back(element_count(value.shape), count);
  const TensorInterpreter interpreter(graph);
  for (std::int64_t n = 0; n < count; n += kFramesAtOnce) {
    const std::int64_t batch = std::min(kFramesAtOnce, count - n);
    const auto values = interpreter.run(
        {{frames.values.data() + n * frame_size, static_cast<std::size_t>(batch * frame_size)}},
        batch);
    for (std::size_t id = 0; id < values.size(); ++id) samplers[id].take(values[id], samples[id]);
  }
  return samples;
}

}  // namespace sluice
