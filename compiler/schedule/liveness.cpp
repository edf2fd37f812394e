// Liveness of a cyclo-static dataflow graph with bounded FIFOs.
#include "compiler/schedule/liveness.hpp"

#include "compiler/dataflow/units.hpp"
#include "compiler/schedule/cycles.hpp"
#include "compiler/schedule/timing.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

std::string text(std::int64_t number) { return std::to_string(number); }

std::int64_t steps_a_frame(const Dataflow& dataflow) {
  std::int64_t steps = 0;
  for (const Unit& unit : dataflow.units) {
    if (const auto* window = std::get_if<WindowUnit>(&unit.kind)) {
      const WindowTiming timing = window_timing(*window);
      steps += timing.write_steps + timing.read_steps;
    } else {
      steps += step_pattern(dataflow, unit).steps;
    }
  }
  return steps;
}

std::int64_t beats_a_frame(const Dataflow& dataflow) {
  std::int64_t beats = 0;
  for (const Stream& stream : dataflow.streams) beats += stream.beats;
  return beats;
}

std::int64_t fifo_beats(const Dataflow& dataflow) {
  std::int64_t beats = 0;
  for (const Stream& stream : dataflow.streams) beats += stream.depth;
  return beats;
}

constexpr const char* kNoOrderMatters =
    "4. Every FIFO has one producer and one consumer, and a step that can fire stays able to until "
    "it "
    "does. So no order in which steps fire, and no stall from outside, can take away what another "
    "order could do: every execution fires the same steps, only at other times.";
constexpr const char* kSoForEver =
    "5. By 3 and 4 every execution completes a frame once its input has come and its output is "
    "taken, "
    "and is then back where it began, ready for the next one, for any number of frames.";

}  // namespace

std::vector<std::string> liveness_argument(const Dataflow& dataflow) {
  const CycleTrace trace = run_cycles(dataflow, {});
  check(trace.finished, trace.stuck.empty() ? "a frame completes" : trace.stuck.front());
  const std::string cycles = text(latency_cycles(dataflow, trace));
  return {"1. Each of the " + text(static_cast<std::int64_t>(dataflow.units.size())) +
              " units walks a fixed list of steps a frame, " + text(steps_a_frame(dataflow)) +
              " in all; which beats a step takes and gives never depends on values or on time.",
          "2. The rates balance: on each of the " +
              text(static_cast<std::int64_t>(dataflow.streams.size())) +
              " streams a frame puts in as many beats as it takes out, " +
              text(beats_a_frame(dataflow)) + " in all.",
          "3. With the depths above (" + text(fifo_beats(dataflow)) +
              " beats) and the window buffers above, one frame that starts from empty buffers "
              "completes: "
              "the cycle model fires every step, the last beat leaves in cycle " +
              cycles + ", and the buffers are as empty as before.",
          kNoOrderMatters, kSoForEver};
}

}  // namespace sluice
