// Depths that suffice are read off a run with endless buffers.
#include "compiler/schedule/buffers.hpp"

#include <algorithm>

#include "compiler/schedule/cycles.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kFramesToSettle = 6;

int whole_banks(const WindowUnit& window, std::int64_t rows) {
  const int bank = window.parallel_h ? window.window.kernel_h : 1;
  return static_cast<int>((rows + bank - 1) / bank * bank);
}

// A source that brings frames evenly at the wanted rate keeps every queue of an endlessly
// buffered dataflow bounded. What such a run uses at most, a real one needs at most: with these
// depths that run is possible, and a self-timed run is never later.
void set_sufficient(Dataflow& dataflow, std::int64_t interval_cycles) {
  CycleOptions options;
  options.frames = kFramesToSettle;
  options.unbounded = true;
  options.source_interval = interval_cycles;
  const CycleTrace trace = run_cycles(dataflow, options);
  check(trace.finished, "a dataflow with endless buffers cannot be stuck");
  for (std::size_t s = 0; s < dataflow.streams.size(); ++s) {
    dataflow.streams[s].depth = static_cast<int>(std::max<std::int64_t>(trace.most_credits[s], 1));
  }
  for (std::size_t u = 0; u < dataflow.units.size(); ++u) {
    auto* window = std::get_if<WindowUnit>(&dataflow.units[u].kind);
    if (window) window->rows = whole_banks(*window, trace.most_rows[u]);
  }
}

}  // namespace

void size_buffers(Dataflow& dataflow, std::int64_t interval_cycles) {
  set_sufficient(dataflow, interval_cycles);
}

}  // namespace sluice
