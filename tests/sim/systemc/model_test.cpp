// The SystemC model against the integer reference and the event engine, beat by beat.
#include "sim/systemc/model.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/lower.hpp"
#include "compiler/schedule/schedule.hpp"
#include "runtime/base/error.hpp"
#include "sim/check/checker.hpp"
#include "sim/check/prediction.hpp"
#include "sim/check/reference.hpp"
#include "sim/process/tasks.hpp"
#include "tests/sim/small_graph.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kModelFrames = 5;

Dataflow scheduled(std::int64_t multipliers) {
  FoldingOptions options;
  options.multipliers = multipliers;
  return schedule(lower(small::graph()), options).dataflow;
}

// "" when every beat of every stream is as it must be.
std::string run(const Dataflow& dataflow, const StallPattern& stalls, std::int64_t& compared) {
  const IntegerGraph graph = small::graph();
  const Array<std::int32_t> input = small::input(kModelFrames);
  const std::vector<Tap> taps = taps_of(dataflow, Watch::kEverything);
  const FrameWindow window{0, kModelFrames};
  Reference reference(graph, dataflow, taps, input, window, kModelFrames + 1);
  Reference source(graph, dataflow, taps, input, window, kModelFrames);
  FrameElements elements(static_cast<int>(taps.size()),
                         [&](std::int64_t frame) { return reference.frame(frame); });
  Checker checker(dataflow, taps, kModelFrames,
                  predict_cycles(dataflow, taps, kModelFrames, stalls), std::move(elements));
  CycleModelOptions options;
  options.frames = kModelFrames;
  options.stalls = stalls;
  std::vector<std::int64_t> frame_elements;
  options.input_frame = [&](int, std::int64_t frame) -> const std::vector<std::int64_t>& {
    return frame_elements = source.frame(frame).at(0);
  };
  const cycle_model::MachineResult result = run_cycle_model(dataflow, taps, options, checker);
  checker.finish(result.cycles);
  compared = checker.values_compared();
  if (checker.finding()) {
    const Finding& f = *checker.finding();
    return stream_of(dataflow, taps[static_cast<std::size_t>(f.tap)]).name + " beat " +
           std::to_string(f.beat) + " kind " + std::to_string(static_cast<int>(f.kind)) +
           " expected " + std::to_string(f.expected) + " found " + std::to_string(f.found);
  }
  for (const std::string& line : result.waiting) return line;
  return result.completed ? "" : "not completed";
}

// In a child, as SystemC wants it.
std::string run_in_child(const Dataflow& dataflow, const StallPattern& stalls,
                         std::int64_t& compared) {
  Progress silent("", "", 0, false);
  const Task task{"systemc", [&](TaskShared&, int) {
                    std::int64_t count = 0;
                    const std::string finding = run(dataflow, stalls, count);
                    return std::to_string(count) + " " + finding;
                  }};
  const std::string text = run_tasks({task}, 1, silent).at(0);
  compared = std::stoll(text);
  return text.substr(text.find(' ') + 1);
}

}  // namespace

TEST_CASE("SystemC shows every beat with the reference's value in the predicted cycle") {
  for (const std::int64_t multipliers : {5, 40}) {
    const Dataflow dataflow = scheduled(multipliers);
    for (const StallKind kind : {StallKind::kNone, StallKind::kSource, StallKind::kSink,
                                 StallKind::kBoth, StallKind::kRandom}) {
      CAPTURE(multipliers, stall_name(kind));
      std::int64_t compared = 0;
      CHECK(run_in_child(dataflow, {kind, 3}, compared) == std::string());
      CHECK(compared > kModelFrames * 500);
    }
  }
}

TEST_CASE("SystemC finds a wrong weight") {
  Dataflow dataflow = scheduled(5);
  for (Unit& unit : dataflow.units) {
    if (auto* matvec = std::get_if<MatrixVectorUnit>(&unit.kind)) matvec->weight[3] += 1;
  }
  std::int64_t compared = 0;
  CHECK_THAT(run_in_child(dataflow, {}, compared), Catch::Contains("expected"));
}

TEST_CASE("SystemC says who waits when a dataflow is stuck") {
  Dataflow dataflow = scheduled(5);
  for (Unit& unit : dataflow.units) {
    if (auto* window = std::get_if<WindowUnit>(&unit.kind)) window->rows = 1;
  }
  Progress silent("", "", 0, false);
  const Task task{"systemc", [&](TaskShared&, int) {
                    struct Ignore : BeatSink {
                      bool beat(int, std::int64_t, const std::int64_t*) override { return true; }
                      bool protocol_error(int, std::int64_t, const std::string&) override {
                        return true;
                      }
                      bool end_of_cycle(std::int64_t) override { return true; }
                    } ignore;
                    const std::vector<std::int64_t> zeros(84);
                    CycleModelOptions options;
                    options.input_frame = [&](int,
                                              std::int64_t) -> const std::vector<std::int64_t>& {
                      return zeros;
                    };
                    const auto result = run_cycle_model(dataflow, {}, options, ignore);
                    std::string text = result.completed ? "completed" : "";
                    for (const std::string& line : result.waiting) text += line + "\n";
                    return text;
                  }};
  CHECK_THAT(run_tasks({task}, 1, silent).at(0), Catch::Contains("waits for"));
}

TEST_CASE("errors and crashes of a child come back as errors") {
  Progress silent("", "", 0, false);
  const Task fails{"t", [](TaskShared&, int) -> std::string {
                     throw Error("too bad", {"net.lua", 3}, {"try again"});
                   }};
  CHECK_THROWS_WITH(run_tasks({fails}, 1, silent), "net.lua:3: too bad\n  note: try again");
  const Task crashes{"part 7", [](TaskShared&, int) -> std::string { std::abort(); }};
  CHECK_THROWS_WITH(run_tasks({crashes}, 1, silent),
                    "part 7: the simulation process was ended by Aborted");
}

}  // namespace sluice
