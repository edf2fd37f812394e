// Sizes that suffice are read off a run with endless buffers; then each buffer in turn is made as
// small as the cycle model allows, the largest first.
#include "compiler/schedule/buffers.hpp"

#include <algorithm>
#include <vector>

#include "compiler/dataflow/units.hpp"
#include "compiler/network/ids.hpp"
#include "compiler/schedule/cycles.hpp"
#include "compiler/schedule/timing.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

// Beyond the frames that are under way at once.
constexpr std::int64_t kFramesToSettle = 6;
constexpr std::int64_t kMostFrames = 32;  // a run that has not settled by then is taken as too slow

int bank_rows(const WindowUnit& window) { return window.parallel_h ? window.window.kernel_h : 1; }

// The rows that an output row needs at once, in whole banks.
int fewest_rows(const WindowUnit& window) {
  int most = 1;
  for (int row = 0; row < out_height(window); ++row) {
    const int freed = row == 0 ? 0 : rows_freed(window, row - 1);
    most = std::max(most, rows_needed(window, row) - freed);
  }
  const int bank = bank_rows(window);
  return (most + bank - 1) / bank * bank;
}

// One beat's credit is in use for at least its way to the consumer and a cycle more.
std::int64_t shallowest(const Dataflow& dataflow, StreamId id, std::int64_t interval_cycles) {
  const std::int64_t busy =
      dataflow.streams[index(id)].beats * (stream_latency_cycles(dataflow, id) + 1);
  return std::max<std::int64_t>(1, (busy + interval_cycles - 1) / interval_cycles);
}

// A window's own beats repeat what its buffer holds: they are kept there, and their FIFO gets no
// more than what lets one beat follow the other in every cycle.
bool repeats_a_buffer(const Dataflow& dataflow, StreamId id) {
  return is_window(dataflow.units[index(dataflow.streams[index(id)].producer)]);
}

// A source that brings frames evenly at the wanted rate keeps every queue of an endlessly
// buffered dataflow bounded. What such a run uses at most, a real one needs at most: with these
// sizes that run is possible, and a self-timed run is never later.
// Gives the number of frames that are under way at once.
std::int64_t set_sufficient(Dataflow& dataflow, std::int64_t interval_cycles) {
  CycleOptions options;
  options.source_interval = interval_cycles;
  options.endless_rows = true;
  for (std::size_t s = 0; s < dataflow.streams.size(); ++s) {
    const auto id = static_cast<StreamId>(s);
    options.endless_streams.push_back(!repeats_a_buffer(dataflow, id));
    dataflow.streams[s].depth = stream_latency_cycles(dataflow, id) + 1;
  }
  options.frames = 1;
  const std::int64_t latency = latency_cycles(dataflow, run_cycles(dataflow, options));
  const std::int64_t under_way = latency / interval_cycles + 1;
  options.frames = under_way + kFramesToSettle;
  const CycleTrace trace = run_cycles(dataflow, options);
  check(trace.finished, "a dataflow with endless buffers cannot be stuck");
  for (std::size_t s = 0; s < dataflow.streams.size(); ++s) {
    if (options.endless_streams[s]) {
      dataflow.streams[s].depth =
          static_cast<int>(std::max<std::int64_t>(trace.most_credits[s], 1));
    }
  }
  for (std::size_t u = 0; u < dataflow.units.size(); ++u) {
    auto* window = std::get_if<WindowUnit>(&dataflow.units[u].kind);
    if (window == nullptr) continue;
    const std::int64_t bank = bank_rows(*window);
    const std::int64_t rows = (trace.most_rows[u] + bank - 1) / bank * bank;
    window->rows = std::max(static_cast<int>(rows), fewest_rows(*window));
  }
  return under_way;
}

// A size that may shrink: of a FIFO in beats, of a window buffer in banks of rows.
struct Buffer {
  int* size;
  int unit, least;
  std::int64_t bits;  // at the size that suffices
};

std::vector<Buffer> buffers_of(Dataflow& dataflow, std::int64_t interval_cycles) {
  std::vector<Buffer> buffers;
  for (std::size_t s = 0; s < dataflow.streams.size(); ++s) {
    Stream& stream = dataflow.streams[s];
    const std::int64_t least = shallowest(dataflow, static_cast<StreamId>(s), interval_cycles);
    buffers.push_back({&stream.depth, 1, static_cast<int>(least),
                       std::int64_t{stream.depth} * stream.lanes * stream.format.bits});
  }
  for (Unit& unit : dataflow.units) {
    auto* window = std::get_if<WindowUnit>(&unit.kind);
    if (window == nullptr) continue;
    const int bits = dataflow.streams[index(unit.inputs[0])].format.bits;
    buffers.push_back({&window->rows, bank_rows(*window), fewest_rows(*window),
                       std::int64_t{window->rows} * window->width * window->channels * bits});
  }
  std::stable_sort(buffers.begin(), buffers.end(),
                   [](const Buffer& a, const Buffer& b) { return a.bits > b.bits; });
  return buffers;
}

class Shrinking {
 public:
  Shrinking(Dataflow& dataflow, std::int64_t interval_cycles, std::int64_t most_frames)
      : dataflow_(dataflow), interval_cycles_(interval_cycles), most_frames_(most_frames) {}

  void run(const BufferProgress& on_progress) {
    const std::vector<Buffer> buffers = buffers_of(dataflow_, interval_cycles_);
    check(keeps_up(), "the sizes of an endless run suffice");
    const auto total = static_cast<std::int64_t>(buffers.size());
    for (std::int64_t done = 0; done < total; ++done) {
      if (on_progress) on_progress(done, total);
      shrink(buffers[static_cast<std::size_t>(done)]);
    }
    if (on_progress) on_progress(total, total);
  }

 private:
  // Under an evenly paced source, which settles soon; a self-timed run, whose queues may fill
  // slowly over many frames, is never later.
  bool keeps_up() const {
    CycleOptions options;
    options.source_interval = interval_cycles_;
    options.frames = most_frames_;
    options.until_steady = true;
    options.until_late = true;
    const CycleTrace trace = run_cycles(dataflow_, options);
    return trace.steady_frame >= 0 && trace.interval_cycles <= interval_cycles_;
  }

  bool keeps_up_with(const Buffer& buffer, int size) {
    *buffer.size = size;
    return keeps_up();
  }

  // More never hurts, so the smallest size that keeps up lies between one that does not and one
  // that does. Most buffers have it already: steps down begin small and double.
  void shrink(const Buffer& buffer) {
    int enough = *buffer.size;
    int step = buffer.unit;
    while (enough > buffer.least && keeps_up_with(buffer, std::max(buffer.least, enough - step))) {
      enough = *buffer.size;
      step *= 2;
    }
    int too_small = *buffer.size;
    while (enough - too_small > buffer.unit) {
      const int middle = too_small + (enough - too_small) / buffer.unit / 2 * buffer.unit;
      (keeps_up_with(buffer, middle) ? enough : too_small) = middle;
    }
    *buffer.size = enough;
  }

  Dataflow& dataflow_;
  std::int64_t interval_cycles_;
  std::int64_t most_frames_;
};

}  // namespace

void size_buffers(Dataflow& dataflow, std::int64_t interval_cycles,
                  const BufferProgress& on_progress) {
  const std::int64_t under_way = set_sufficient(dataflow, interval_cycles);
  Shrinking(dataflow, interval_cycles, kMostFrames + 4 * under_way).run(on_progress);
}

}  // namespace sluice
