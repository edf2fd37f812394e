// The step patterns of every kind of unit: the table in docs/hardware.md as code.
#include "compiler/schedule/timing.hpp"

#include <algorithm>

#include "compiler/dataflow/units.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

constexpr Phase kEveryStep{1, 0, 1};

// ceil(log2(terms) / 3): the trees of the hardware have a register every three levels.
int tree_cycles(int terms) {
  int cycles = 0;
  for (std::int64_t reach = 1; reach < terms; reach *= 8) ++cycles;
  return cycles;
}

class Patterns {
 public:
  Patterns(const Dataflow& dataflow, const Unit& unit) : dataflow_(dataflow), unit_(unit) {}

  StepPattern operator()(const InputUnit& unit) const { return plain(unit.beats, 1); }
  StepPattern operator()(const OutputUnit& unit) const { return plain(unit.beats, 1); }
  StepPattern operator()(const ForkUnit&) const { return plain(input_beats(), 1); }

  StepPattern operator()(const WidthUnit& unit) const {
    if (unit.out_lanes >= unit.in_lanes) {
      const int factor = unit.out_lanes / unit.in_lanes;
      return {input_beats(), {kEveryStep}, {{factor, factor - 1, factor}}, 1};
    }
    const int factor = unit.in_lanes / unit.out_lanes;
    return {input_beats() * factor, {{factor, 0, 1}}, {kEveryStep}, 1};
  }

  StepPattern operator()(const WindowUnit&) const {
    check(false, "a window unit has two sequencers");
    return {};
  }

  StepPattern operator()(const MatrixVectorUnit& unit) const {
    const std::int64_t groups = unit.weight.shape.at(0) / unit.pe;
    const std::int64_t passes = unit.weight.shape.at(1) / unit.simd;
    return {unit.vectors * groups * passes,
            {{groups * passes, 0, passes}},
            {{passes, passes - 1, passes}},
            4 + tree_cycles(unit.simd)};
  }

  StepPattern operator()(const ReduceUnit& unit) const {
    return {input_beats(),
            {kEveryStep},
            {{unit.count, unit.count - 1, unit.count}},
            1 + tree_cycles(unit.places)};
  }

  StepPattern operator()(const RescaleUnit&) const { return plain(input_beats(), 4); }
  StepPattern operator()(const LookupUnit&) const { return plain(input_beats(), 2); }
  StepPattern operator()(const AddUnit&) const { return plain(input_beats(), 2); }
  StepPattern operator()(const MultiplyUnit&) const { return plain(input_beats(), 2); }

  StepPattern operator()(const ConcatUnit& unit) const {
    StepPattern pattern;
    std::int64_t round = 0;
    for (std::int64_t beats : unit.beats) round += beats;
    std::int64_t begin = 0;
    for (std::int64_t beats : unit.beats) {
      pattern.pops.push_back({round, begin, begin + beats});
      begin += beats;
    }
    pattern.steps = round * unit.rounds;
    pattern.pushes = {kEveryStep};
    return pattern;
  }

 private:
  std::int64_t input_beats() const {
    return dataflow_.streams[static_cast<std::size_t>(unit_.inputs.at(0))].beats;
  }

  // One beat in and one out on every port in every step.
  StepPattern plain(std::int64_t steps, int latency) const {
    const std::size_t axi = 1;
    return {steps, std::vector<Phase>(std::max(axi, unit_.inputs.size())),
            std::vector<Phase>(std::max(axi, unit_.outputs.size())), latency};
  }

  const Dataflow& dataflow_;
  const Unit& unit_;
};

int reach(int place, int stride, int pad, int kernel, int size) {
  return std::clamp(place * stride - pad + kernel, 0, size);
}

}  // namespace

bool is_window(const Unit& unit) { return std::holds_alternative<WindowUnit>(unit.kind); }

StepPattern step_pattern(const Dataflow& dataflow, const Unit& unit) {
  return std::visit(Patterns(dataflow, unit), unit.kind);
}

WindowTiming window_timing(const WindowUnit& window) {
  WindowTiming timing;
  timing.out_height = out_height(window);
  timing.out_width = out_width(window);
  timing.write_steps =
      std::int64_t{window.height} * window.width * (window.channels / window.lanes);
  timing.steps_per_position = elements_per_position(window) / lanes_out(window);
  timing.read_steps =
      std::int64_t{timing.out_height} * timing.out_width * timing.steps_per_position;
  timing.latency = 3;
  return timing;
}

int rows_needed(const WindowUnit& window, int out_row) {
  const WindowGeometry& g = window.window;
  return reach(out_row, g.stride_h, g.padding.top, g.kernel_h, window.height);
}

int columns_needed(const WindowUnit& window, int out_column) {
  const WindowGeometry& g = window.window;
  return reach(out_column, g.stride_w, g.padding.left, g.kernel_w, window.width);
}

int rows_freed(const WindowUnit& window, int out_row) {
  if (out_row + 1 == out_height(window)) return window.height;
  const WindowGeometry& g = window.window;
  return reach(out_row + 1, g.stride_h, g.padding.top, 0, window.height);
}

int stream_latency_cycles(const Dataflow& dataflow, StreamId stream) {
  const UnitId producer = dataflow.streams[static_cast<std::size_t>(stream)].producer;
  const Unit& unit = dataflow.units[static_cast<std::size_t>(producer)];
  const auto* window = std::get_if<WindowUnit>(&unit.kind);
  return window ? window_timing(*window).latency : step_pattern(dataflow, unit).latency;
}

std::int64_t interval_cycles(const Dataflow& dataflow, const Unit& unit) {
  if (const auto* window = std::get_if<WindowUnit>(&unit.kind)) {
    const WindowTiming timing = window_timing(*window);
    return std::max(timing.write_steps, timing.read_steps);
  }
  return step_pattern(dataflow, unit).steps;
}

}  // namespace sluice
