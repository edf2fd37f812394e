// Outputs: where they are kept and how they become what the user sees.
#include "sim/output_store.hpp"

#include <algorithm>

namespace sluice {

OutputStore::OutputStore(const IntegerGraph& graph, FrameWindow window)
    : graph_(graph), window_(window) {
  for (const IntegerOutput& output : graph.outputs) {
    const std::int64_t size = value_size(graph, output.value);
    outputs_.push_back({size, std::make_unique<SharedMemory<std::int64_t>>(
                                  static_cast<std::size_t>(size * window.count))});
  }
}

std::span<std::int64_t> OutputStore::frame(std::size_t output, std::int64_t input_frame) {
  Output& place = outputs_.at(output);
  const std::int64_t first = (input_frame - window_.begin) * place.size;
  return {place.values->data() + first, static_cast<std::size_t>(place.size)};
}

template <typename Fill>
SimulatedOutput OutputStore::whole(std::size_t output, Fill fill) {
  const IntegerOutput& description = graph_.outputs[output];
  Shape shape = graph_.values[static_cast<std::size_t>(description.value)].shape;
  shape.insert(shape.begin(), window_.count);
  using Element = typename decltype(fill(std::span<std::int64_t>()))::value_type;
  Array<Element> values(shape);
  auto place = values.values.begin();
  for (std::int64_t f = 0; f < window_.count; ++f) {
    const auto elements = fill(frame(output, window_.begin + f));
    place = std::copy(elements.begin(), elements.end(), place);
  }
  return {description.name, std::move(values)};
}

std::vector<SimulatedOutput> OutputStore::outputs(bool raw) {
  std::vector<SimulatedOutput> all;
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    if (raw) {
      all.push_back(whole(i, [](std::span<std::int64_t> frame) {
        std::vector<std::int32_t> integers;
        for (const std::int64_t v : frame) integers.push_back(static_cast<std::int32_t>(v));
        return integers;
      }));
    } else {
      all.push_back(whole(i, [&](std::span<std::int64_t> frame) {
        return host_output(graph_, graph_.outputs[i], frame);
      }));
    }
  }
  return all;
}

std::int64_t OutputStore::top_class(std::int64_t input_frame) {
  const std::span<std::int64_t> values = frame(0, input_frame);
  return std::max_element(values.begin(), values.end()) - values.begin();
}

OutputRecorder::OutputRecorder(const IntegerGraph& graph, const Dataflow& dataflow,
                               const std::vector<Tap>& taps, FrameWindow window,
                               std::int64_t frames, OutputStore* store, BeatSink* next)
    : window_(window), frames_(frames), store_(store), next_(next) {
  for (const Tap& tap : taps) {
    const Stream& stream = stream_of(dataflow, tap);
    TapState state;
    state.output = tap.kind == TapKind::kOutput;
    state.port = static_cast<std::size_t>(tap.port);
    state.lanes = stream.lanes;
    state.beats_a_frame = stream.beats;
    if (state.output) {
      for (const ElementPlace& place : stream_places(graph, dataflow, stream)) {
        state.torch_index.push_back(place.index);
      }
    }
    taps_.push_back(std::move(state));
  }
}

bool OutputRecorder::beat(int tap, std::int64_t cycle, const std::int64_t* elements) {
  TapState& state = taps_[static_cast<std::size_t>(tap)];
  if (state.output) record(state, cycle, elements);
  return next_ == nullptr || next_->beat(tap, cycle, elements);
}

void OutputRecorder::record(TapState& state, std::int64_t cycle, const std::int64_t* elements) {
  const std::int64_t frame = state.beat / state.beats_a_frame;
  const std::int64_t place = state.beat % state.beats_a_frame;
  ++state.beat;
  if (frame >= frames_) return;
  if (store_ != nullptr) {
    const std::span<std::int64_t> values = store_->frame(state.port, window_.input_frame(frame));
    for (std::int64_t lane = 0; lane < state.lanes; ++lane) {
      const auto element = static_cast<std::size_t>(place * state.lanes + lane);
      values[static_cast<std::size_t>(state.torch_index[element])] = elements[lane];
    }
  }
  if (place + 1 < state.beats_a_frame) return;
  if (static_cast<std::size_t>(frame) >= frame_ends_.size()) {
    frame_ends_.resize(static_cast<std::size_t>(frame) + 1, -1);
  }
  std::int64_t& end = frame_ends_[static_cast<std::size_t>(frame)];
  end = std::max(end, cycle);
}

bool OutputRecorder::protocol_error(int tap, std::int64_t cycle, const std::string& rule) {
  if (next_ != nullptr) return next_->protocol_error(tap, cycle, rule);
  broken_rule_ = rule + " in cycle " + std::to_string(cycle);
  return false;
}

}  // namespace sluice
