// Chooses the folding in two rounds: first what the units with multipliers need for the goal, which
// says how long a frame takes unless another unit cannot be as fast, then all others, just wide
// enough to keep up.
#include "compiler/schedule/folding.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <sstream>
#include <tuple>

#include "compiler/dataflow/units.hpp"
#include "compiler/network/ids.hpp"
#include "compiler/schedule/choices.hpp"
#include "compiler/schedule/timing.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max();

WindowUnit folded(WindowUnit window, const UnitFolding& folding) {
  window.lanes = folding.lanes;
  window.parallel_h = folding.parallel_h;
  window.parallel_w = folding.parallel_w;
  return window;
}

// A unit's foldings and how long each takes, worked out once.
struct Choice {
  UnitFolding folding;
  std::int64_t steps = 0;
  std::int64_t multipliers = 0;
};

class Chooser {
 public:
  Chooser(const Dataflow& lowered, const FoldingOptions& options) : lowered_(lowered) {
    for (const Unit& unit : lowered.units) choices_.push_back(choices_of(unit, options));
  }

  // Nothing when some unit takes longer than `frame_cycles` whatever its folding.
  std::optional<Folding> within(std::int64_t frame_cycles) const {
    Folding folding;
    folding.units.resize(lowered_.units.size());
    std::int64_t slowest = 0;
    std::int64_t limit_of_others = 0;
    for (std::size_t u = 0; u < lowered_.units.size(); ++u) {
      if (choices_[u].front().multipliers == 0) {
        limit_of_others = std::max(limit_of_others, fastest(u));
        continue;
      }
      const Choice* best = cheapest(u, frame_cycles);
      if (best == nullptr) return std::nullopt;
      if (is_matvec(u)) take(folding, u, *best);
      slowest = std::max(slowest, best->steps);
    }
    const std::int64_t pace = slowest == 0 ? frame_cycles : std::max(slowest, limit_of_others);
    for (std::size_t u = 0; u < lowered_.units.size(); ++u) {
      if (is_matvec(u)) continue;
      const Choice* best = keeping_up(u, pace, folding);
      if (best == nullptr || best->steps > frame_cycles) return std::nullopt;
      take(folding, u, *best);
    }
    return folding;
  }

  // Every interval at which some unit's folding changes.
  std::set<std::int64_t> intervals() const {
    std::set<std::int64_t> all;
    for (const std::vector<Choice>& choices : choices_) {
      for (const Choice& choice : choices) all.insert(choice.steps);
    }
    return all;
  }

  // The unit that is slowest when every unit is as wide as it can be.
  std::pair<const Unit*, std::int64_t> limit() const {
    std::pair<const Unit*, std::int64_t> result{nullptr, 0};
    for (std::size_t u = 0; u < lowered_.units.size(); ++u) {
      if (fastest(u) > result.second) result = {&lowered_.units[u], fastest(u)};
    }
    return result;
  }

 private:
  std::int64_t fastest(std::size_t u) const {
    std::int64_t steps = kEndless;
    for (const Choice& choice : choices_[u]) steps = std::min(steps, choice.steps);
    return steps;
  }

  std::vector<Choice> choices_of(const Unit& unit, const FoldingOptions& options) const {
    std::vector<UnitFolding> foldings;
    if (const auto* window = std::get_if<WindowUnit>(&unit.kind)) {
      foldings = window_choices(*window);
    } else if (std::holds_alternative<MatrixVectorUnit>(unit.kind)) {
      const auto fixed = options.layers.find(unit.layer);
      foldings =
          matvec_choices(unit, fixed == options.layers.end() ? LayerFolding{} : fixed->second);
    } else if (std::holds_alternative<ReduceUnit>(unit.kind)) {
      foldings = reduce_choices(lowered_, unit);
    } else {
      foldings = lane_choices(lowered_, unit);
    }
    std::vector<Choice> choices;
    for (const UnitFolding& folding : foldings) {
      choices.push_back({folding, folded_steps(lowered_, unit, folding), cost(unit, folding)});
    }
    return choices;
  }

  static std::int64_t cost(const Unit& unit, const UnitFolding& folding) {
    if (!std::holds_alternative<MatrixVectorUnit>(unit.kind)) {
      return multipliers(unit.kind, folding.lanes);
    }
    return std::int64_t{folding.pe} * folding.simd;
  }

  static void take(Folding& folding, std::size_t unit, const Choice& choice) {
    folding.units[unit] = choice.folding;
    folding.interval_cycles = std::max(folding.interval_cycles, choice.steps);
    folding.multipliers += choice.multipliers;
  }

  const Unit& producer(const Unit& unit) const {
    return lowered_.units[index(lowered_.streams[index(unit.inputs[0])].producer)];
  }
  const Unit& consumer(const Unit& unit) const {
    return lowered_.units[index(lowered_.streams[index(unit.outputs[0])].consumer)];
  }

  // Whether the window in front can deliver beats of just `simd` elements.
  bool supplied(const Unit& unit, int simd) const {
    const Unit& before = producer(unit);
    const auto* window = std::get_if<WindowUnit>(&before.kind);
    if (window == nullptr) return true;
    const auto& choices = choices_[static_cast<std::size_t>(&before - lowered_.units.data())];
    return std::any_of(choices.begin(), choices.end(), [&](const Choice& choice) {
      return lanes_out(folded(*window, choice.folding)) == simd;
    });
  }

  bool is_matvec(std::size_t u) const {
    return std::holds_alternative<MatrixVectorUnit>(lowered_.units[u].kind);
  }

  // Fewest multipliers; among equals of a matrix-vector unit no width converter, then the fewest
  // wires in and out. Nothing where none is fast enough.
  const Choice* cheapest(std::size_t u, std::int64_t frame_cycles) const {
    const Choice* best = nullptr;
    for (const Choice& choice : choices_[u]) {
      if (choice.steps > frame_cycles) continue;
      if (best == nullptr || price(u, choice) < price(u, *best)) best = &choice;
    }
    return best;
  }

  std::tuple<std::int64_t, bool, std::int64_t> price(std::size_t u, const Choice& c) const {
    if (!is_matvec(u)) return {c.multipliers, false, c.steps};
    const Unit& unit = lowered_.units[u];
    const int x_bits = lowered_.streams[index(unit.inputs[0])].format.bits;
    const int acc_bits = lowered_.streams[index(unit.outputs[0])].format.bits;
    return {c.multipliers, !supplied(unit, c.folding.simd),
            c.folding.simd * x_bits + c.folding.pe * acc_bits};
  }

  // The narrowest choice of at most `cycles` steps; the fastest of all where none is.
  const Choice* keeping_up(std::size_t u, std::int64_t cycles, const Folding& so_far) const {
    const Choice* best = nullptr;
    for (const Choice& choice : choices_[u]) {
      if (!fits_neighbours(u, choice, so_far)) continue;
      const auto rank = [&](const Choice& c) {
        return std::tuple(std::max(c.steps, cycles), c.multipliers, mismatch(u, c, so_far),
                          width(u, c), c.folding.parallel_h + c.folding.parallel_w);
      };
      if (best == nullptr || rank(choice) < rank(*best)) best = &choice;
    }
    return best == nullptr ? nullptr : without_converter(u, *best, cycles, so_far);
  }

  // `narrowest`, or the producer's own width where that costs no multiplier and little else.
  const Choice* without_converter(std::size_t u, const Choice& narrowest, std::int64_t cycles,
                                  const Folding& so_far) const {
    const Unit& unit = lowered_.units[u];
    if (unit.inputs.empty() || is_window(unit)) return &narrowest;
    const Unit& before = producer(unit);
    const auto source = static_cast<std::size_t>(&before - lowered_.units.data());
    const UnitFolding& folding = so_far.units[source];
    const bool matvec = std::holds_alternative<MatrixVectorUnit>(before.kind);
    const int offered = matvec ? folding.pe : folding.lanes;
    if (offered > 2 * narrowest.folding.lanes) return &narrowest;
    for (const Choice& choice : choices_[u]) {
      if (choice.folding.lanes == offered && choice.steps <= cycles &&
          choice.multipliers == narrowest.multipliers && fits_neighbours(u, choice, so_far)) {
        return &choice;
      }
    }
    return &narrowest;
  }

  // A reduce takes a window's beats as they come.
  bool fits_neighbours(std::size_t u, const Choice& choice, const Folding& so_far) const {
    const Unit& unit = lowered_.units[u];
    if (!std::holds_alternative<ReduceUnit>(unit.kind)) return true;
    const Unit& before = producer(unit);
    const auto* window = std::get_if<WindowUnit>(&before.kind);
    if (window == nullptr) return choice.folding.places == 1;
    const UnitFolding& source =
        so_far.units[static_cast<std::size_t>(&before - lowered_.units.data())];
    return choice.folding.lanes == source.lanes &&
           choice.folding.places == places(folded(*window, source));
  }

  // 0 for a window that feeds its matrix-vector unit without a converter.
  int mismatch(std::size_t u, const Choice& choice, const Folding& so_far) const {
    const Unit& unit = lowered_.units[u];
    if (!is_window(unit)) return 0;
    const Unit& after = consumer(unit);
    if (!std::holds_alternative<MatrixVectorUnit>(after.kind)) return 0;
    const auto matvec = static_cast<std::size_t>(&after - lowered_.units.data());
    return width(u, choice) == so_far.units[matvec].simd ? 0 : 1;
  }

  int width(std::size_t u, const Choice& choice) const {
    const auto* window = std::get_if<WindowUnit>(&lowered_.units[u].kind);
    return window ? lanes_out(folded(*window, choice.folding)) : choice.folding.lanes;
  }

  const Dataflow& lowered_;
  std::vector<std::vector<Choice>> choices_;
};

void check_layers(const Dataflow& lowered, const FoldingOptions& options) {
  std::vector<std::string> known;
  for (const Unit& unit : lowered.units) {
    if (std::holds_alternative<MatrixVectorUnit>(unit.kind)) known.push_back(unit.layer);
  }
  for (const auto& [layer, folding] : options.layers) {
    if (std::find(known.begin(), known.end(), layer) != known.end()) continue;
    std::string names;
    for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
    throw Error("found a folding for layer '" + layer + "', which has no weights or does not exist",
                {}, {"layers that can be folded: " + names});
  }
}

[[noreturn]] void fail_to_keep_up(const Chooser& chooser, const FoldingOptions& options) {
  const auto [unit, fastest] = chooser.limit();
  std::ostringstream best;
  best << "the best possible rate at " << options.clock_mhz << " MHz is fps = "
       << static_cast<std::int64_t>(options.clock_mhz * 1e6 / static_cast<double>(fastest));
  throw Error("layer '" + unit->layer + "' needs at least " + std::to_string(fastest) +
                  " cycles a frame (in its unit " + unit->name +
                  "), found a frame rate that leaves " +
                  std::to_string(options.frame_cycles.value_or(kEndless)),
              unit->location, {best.str()});
}

Folding with_multipliers(const Chooser& chooser, std::int64_t budget) {
  std::int64_t fewest = kEndless;
  for (std::int64_t interval : chooser.intervals()) {
    const std::optional<Folding> folding = chooser.within(interval);
    if (!folding) continue;
    if (folding->multipliers <= budget) return *folding;
    fewest = std::min(fewest, folding->multipliers);
  }
  throw Error("found " + std::to_string(budget) + " multipliers, expected at least " +
                  std::to_string(fewest),
              {}, {"every layer with weights and every rescaling unit needs one of its own"});
}

}  // namespace

std::int64_t folded_steps(const Dataflow& lowered, const Unit& unit, const UnitFolding& folding) {
  if (const auto* window = std::get_if<WindowUnit>(&unit.kind)) {
    const WindowTiming timing = window_timing(folded(*window, folding));
    return std::max(timing.write_steps, timing.read_steps);
  }
  if (const auto* matvec = std::get_if<MatrixVectorUnit>(&unit.kind)) {
    return matvec->vectors * (matvec->weight.shape.at(0) / folding.pe) *
           (matvec->weight.shape.at(1) / folding.simd);
  }
  return step_pattern(lowered, unit).steps / (std::int64_t{folding.lanes} * folding.places);
}

Folding choose_folding(const Dataflow& lowered, const FoldingOptions& options) {
  check(!(options.frame_cycles && options.multipliers), "one goal at a time");
  check_layers(lowered, options);
  const Chooser chooser(lowered, options);
  if (options.multipliers) return with_multipliers(chooser, *options.multipliers);
  const std::int64_t frame_cycles = options.frame_cycles.value_or(kEndless);
  const std::optional<Folding> folding = chooser.within(frame_cycles);
  if (!folding) fail_to_keep_up(chooser, options);
  return *folding;
}

}  // namespace sluice
