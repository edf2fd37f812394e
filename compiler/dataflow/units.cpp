// What units are called, how much they compute and with how many multipliers.
#include "compiler/dataflow/units.hpp"

#include <array>
#include <cstdlib>

namespace sluice {
namespace {

bool needs_multiplier(std::int64_t constant) {
  const std::int64_t size = std::abs(constant);
  return (size & (size - 1)) != 0;
}

}  // namespace

const char* kind_name(const UnitKind& kind) {
  static constexpr std::array<const char*, std::variant_size_v<UnitKind>> kNames = {
      "input",  "output",  "fork",   "width", "window",   "matvec",
      "reduce", "rescale", "lookup", "add",   "multiply", "concat"};
  return kNames[kind.index()];
}

int out_height(const WindowUnit& window) {
  const WindowGeometry& g = window.window;
  return static_cast<int>(
      window_count(window.height, g.kernel_h, g.stride_h, g.padding.top, g.padding.bottom));
}

int out_width(const WindowUnit& window) {
  const WindowGeometry& g = window.window;
  return static_cast<int>(
      window_count(window.width, g.kernel_w, g.stride_w, g.padding.left, g.padding.right));
}

bool sees_image(const WindowUnit& window) {
  const WindowGeometry& g = window.window;
  const std::int64_t last_y = std::int64_t{out_height(window) - 1} * g.stride_h - g.padding.top;
  const std::int64_t last_x = std::int64_t{out_width(window) - 1} * g.stride_w - g.padding.left;
  return last_y + g.kernel_h >= 1 && last_x + g.kernel_w >= 1;
}

std::int64_t elements_per_position(const WindowUnit& window) {
  return std::int64_t{window.window.kernel_h} * window.window.kernel_w * window.channels;
}

int places(const WindowUnit& window) {
  return (window.parallel_h ? window.window.kernel_h : 1) *
         (window.parallel_w ? window.window.kernel_w : 1);
}

int lanes_out(const WindowUnit& window) { return places(window) * window.lanes; }

std::int64_t macs(const UnitKind& kind) {
  const auto* matvec = std::get_if<MatrixVectorUnit>(&kind);
  return matvec ? matvec->vectors * matvec->weight.size() : 0;
}

std::int64_t multipliers(const UnitKind& kind, int lanes) {
  if (const auto* matvec = std::get_if<MatrixVectorUnit>(&kind)) {
    return std::int64_t{matvec->pe} * matvec->simd;
  }
  if (const auto* rescale = std::get_if<RescaleUnit>(&kind)) {
    return rescale->rescale.power_of_two ? 0 : lanes;
  }
  if (std::holds_alternative<MultiplyUnit>(kind)) return lanes;
  if (const auto* add = std::get_if<AddUnit>(&kind)) {
    std::int64_t count = 0;
    for (std::int64_t constant : add->multiplier) count += needs_multiplier(constant) ? lanes : 0;
    return count;
  }
  return 0;
}

std::int64_t multipliers(const Dataflow& dataflow, const Unit& unit) {
  const int lanes =
      unit.outputs.empty() ? 1 : dataflow.streams[static_cast<std::size_t>(unit.outputs[0])].lanes;
  return multipliers(unit.kind, lanes);
}

std::int64_t elements(const Stream& stream) { return stream.beats * stream.lanes; }

}  // namespace sluice
