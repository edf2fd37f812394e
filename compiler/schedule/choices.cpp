// Lanes divide what they carry.
#include "compiler/schedule/choices.hpp"

#include <limits>
#include <numeric>

#include "compiler/dataflow/units.hpp"

namespace sluice {
namespace {

// Of lanes, rows, columns or places at once: what a tree of the hardware can take and Verilator
// unrolls.
constexpr int kMostParallel = 2048;

std::string list(const std::vector<int>& numbers) {
  std::string text;
  for (int number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
  return text;
}

std::vector<int> parallel_divisors(std::int64_t size) {
  std::vector<int> all = divisors(size);
  std::erase_if(all, [](int divisor) { return divisor > kMostParallel; });
  return all;
}

std::vector<int> allowed(const Unit& unit, const char* what, const char* of, std::int64_t size,
                         const std::optional<int>& fixed) {
  std::vector<int> all = parallel_divisors(size);
  if (!fixed) return all;
  for (int choice : all) {
    if (choice == *fixed) return {choice};
  }
  throw Error("layer '" + unit.layer + "': found " + what + " " + std::to_string(*fixed) +
                  ", expected a divisor of its " + std::to_string(size) + " " + of + ", at most " +
                  std::to_string(kMostParallel),
              unit.location, {std::string("possible: ") + list(all)});
}

// A rescale's constants repeat with its period: a beat holds a part of them or all of them some
// times; or the elements of a beat share one.
bool fits_period(const Unit& unit, int lanes) {
  const auto* rescale = std::get_if<RescaleUnit>(&unit.kind);
  if (rescale == nullptr) return true;
  if (rescale->hold > 1) return rescale->hold % lanes == 0;
  const auto period = static_cast<std::int64_t>(
      std::max(rescale->rescale.multiplier.size(), rescale->rescale.offset.size()));
  return period % lanes == 0 || lanes % period == 0;
}

// Whether a pool's tree can take all places that leave at once.
bool reducible(WindowUnit window, bool parallel_h, bool parallel_w) {
  window.parallel_h = parallel_h;
  window.parallel_w = parallel_w;
  return window.order == WindowOrder::kPosition || places(window) <= kMostParallel;
}

std::int64_t lane_multiple(const Dataflow& lowered, const Unit& unit) {
  if (const auto* concat = std::get_if<ConcatUnit>(&unit.kind)) {
    std::int64_t common = 0;
    for (std::int64_t beats : concat->beats) common = std::gcd(common, beats);
    return common;
  }
  const StreamId stream = unit.outputs.empty() ? unit.inputs[0] : unit.outputs[0];
  return elements(lowered.streams[static_cast<std::size_t>(stream)]);
}

}  // namespace

std::vector<int> divisors(std::int64_t number) {
  std::vector<int> low;
  std::vector<int> high;
  for (std::int64_t d = 1; d * d <= number; ++d) {
    if (number % d != 0) continue;
    if (d <= std::numeric_limits<int>::max()) low.push_back(static_cast<int>(d));
    const std::int64_t other = number / d;
    if (other != d && other <= std::numeric_limits<int>::max()) {
      high.push_back(static_cast<int>(other));
    }
  }
  low.insert(low.end(), high.rbegin(), high.rend());
  return low;
}

std::vector<UnitFolding> matvec_choices(const Unit& unit, const LayerFolding& fixed) {
  const auto& matvec = std::get<MatrixVectorUnit>(unit.kind);
  const std::vector<int> pes = allowed(unit, "pe", "rows", matvec.weight.shape.at(0), fixed.pe);
  const std::vector<int> simds =
      allowed(unit, "simd", "columns", matvec.weight.shape.at(1), fixed.simd);
  std::vector<UnitFolding> choices;
  for (int pe : pes) {
    for (int simd : simds) choices.push_back({.pe = pe, .simd = simd});
  }
  return choices;
}

std::vector<UnitFolding> window_choices(const WindowUnit& window) {
  const bool can_h = window.window.kernel_h > 1;
  const bool can_w = window.window.kernel_w > 1;
  std::vector<UnitFolding> choices;
  for (int lanes : parallel_divisors(window.channels)) {
    for (bool parallel_h : {false, true}) {
      for (bool parallel_w : {false, true}) {
        if ((parallel_h && !can_h) || (parallel_w && !can_w)) continue;
        if (!reducible(window, parallel_h, parallel_w)) continue;
        choices.push_back({.lanes = lanes, .parallel_h = parallel_h, .parallel_w = parallel_w});
      }
    }
  }
  return choices;
}

std::vector<UnitFolding> lane_choices(const Dataflow& lowered, const Unit& unit) {
  std::vector<UnitFolding> choices;
  for (int lanes : parallel_divisors(lane_multiple(lowered, unit))) {
    if (fits_period(unit, lanes)) choices.push_back({.lanes = lanes});
  }
  return choices;
}

std::vector<UnitFolding> reduce_choices(const Dataflow& lowered, const Unit& unit) {
  std::vector<UnitFolding> choices;
  const int operands = std::get<ReduceUnit>(unit.kind).count;
  for (int places : parallel_divisors(operands)) {
    for (UnitFolding folding : lane_choices(lowered, unit)) {
      folding.places = places;
      choices.push_back(folding);
    }
  }
  return choices;
}

}  // namespace sluice
