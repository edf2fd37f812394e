// The harness on a hand-made design: values, cycles, stalls, and every rule of the protocol broken
// once.
#include "sim/verilator/harness.hpp"

#include <catch2/catch.hpp>

#include "compiler/schedule/cycles.hpp"
#include "sim/check/checker.hpp"
#include "tests/scratch_folder.hpp"
#include "tests/sim/verilator/tiny_design.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kHarnessFrames = 4;

const test::ScratchFolder& folder() {
  static const test::ScratchFolder shared;
  return shared;
}

PredictedCycles predicted(const Dataflow& dataflow, const StallPattern& stalls) {
  CycleOptions options;
  options.frames = kHarnessFrames + 1;
  options.stalls = stalls;
  options.record = {0};
  const CycleTrace trace = run_cycles(dataflow, options);
  return {trace.input_pops.at(0), trace.stream_pops.at(0), trace.output_pops.at(0)};
}

struct Outcome {
  RtlRunResult run;
  std::optional<Finding> finding;
  std::int64_t values_compared = 0;
};

Outcome run_tiny(const std::string& library, const StallPattern& stalls) {
  const Dataflow dataflow = tiny::dataflow();
  const std::vector<Tap> taps = taps_of(dataflow, Watch::kEverything);
  FrameElements expected(3, [](std::int64_t frame) {
    return std::vector<FrameElements::Elements>(3, tiny::elements(frame));
  });
  Checker checker(dataflow, taps, kHarnessFrames, predicted(dataflow, stalls), std::move(expected));
  RtlModel model(library, 1);
  std::vector<std::int64_t> frame_elements;
  RtlRunOptions options;
  options.frames = kHarnessFrames;
  options.stalls = stalls;
  options.input_frame = [&](int, std::int64_t frame) -> const std::vector<std::int64_t>& {
    return frame_elements = tiny::elements(frame);
  };
  const RtlRunResult run = run_rtl(model, dataflow, tiny::edges(), taps, options, checker);
  checker.finish(run.cycles);
  return {run, checker.finding(), checker.values_compared()};
}

// The core's stream driven by `valid` and `data`, an input that is always ready and a plain output.
Outcome run_broken(const std::string& valid, const std::string& data, const std::string& last,
                   StallKind stalls = StallKind::kSink, const std::string& tlast_error = "1'b0") {
  const std::string body = R"(
  reg [7:0] beat;
  reg [7:0] time_now;
  always @(posedge aclk) begin
    if (rst) beat <= 0; else if (m_axis_tvalid && m_axis_tready) beat <= beat + 1;
    if (rst) time_now <= 0; else time_now <= time_now + 1;
  end
  assign s_axis_tready = 1'b1;
  assign a__b_valid = 1'b0;
  assign a__b_ready = 1'b1;
  assign a__b_data = 10'd0;
  assign tlast_error = )" + tlast_error +
                           ";\n  assign m_axis_tvalid = " + valid +
                           ";\n  assign m_axis_tdata = " + data +
                           ";\n  assign m_axis_tlast = " + last + ";\n";
  return run_tiny(tiny::build(folder().path() + "/broken", body), {stalls, 0});
}

}  // namespace

TEST_CASE("every beat comes with its value in its cycle, under every stall pattern") {
  const std::string library = tiny::build(folder().path() + "/good");
  for (const StallKind kind : {StallKind::kNone, StallKind::kSource, StallKind::kSink,
                               StallKind::kBoth, StallKind::kRandom}) {
    CAPTURE(stall_name(kind));
    const Outcome outcome = run_tiny(library, {kind, 5});
    CHECK(outcome.run.completed);
    CHECK(!outcome.finding);
    CHECK(outcome.values_compared == 2 * kHarnessFrames * tiny::kBeats * tiny::kLanes);
  }
}

TEST_CASE("an unchanged design is not built again") {
  const std::string path = folder().path() + "/again";
  const std::string library = tiny::build(path);
  const auto time = std::filesystem::last_write_time(library);
  CHECK(tiny::build(path) == library);
  CHECK(std::filesystem::last_write_time(library) == time);
}

TEST_CASE("broken rules of the protocol are found") {
  SECTION("valid falls while a beat waits") {
    const Outcome outcome = run_broken("!time_now[0] && !rst", "16'd0", "1'b0");
    REQUIRE(outcome.finding);
    CHECK(outcome.finding->kind == FindingKind::kProtocol);
    CHECK(outcome.finding->rule == "valid fell while the beat waited");
  }
  SECTION("data changes while a beat waits") {
    const Outcome outcome = run_broken("!rst", "{8'd0, time_now}", "1'b0");
    REQUIRE(outcome.finding);
    CHECK(outcome.finding->rule == "data changed while the beat waited");
  }
  SECTION("valid waits for ready") {
    const Outcome outcome = run_broken("!rst && m_axis_tready", "16'd0", "1'b0");
    REQUIRE(outcome.finding);
    CHECK(outcome.finding->kind == FindingKind::kProtocol);
    CHECK(outcome.finding->rule == "valid waits for ready");
  }
  SECTION("tlast comes early") {
    const Outcome outcome = run_broken("!rst", "16'd0", "1'b1", StallKind::kNone);
    REQUIRE(outcome.finding);
    CHECK(outcome.finding->rule == "tlast stands before a frame's final beat");
  }
  SECTION("no beat comes") {
    const Outcome outcome = run_broken("1'b0", "16'd0", "1'b0");
    REQUIRE(outcome.finding);
    CHECK(outcome.finding->kind == FindingKind::kMissing);
    CHECK(outcome.finding->beat == 0);
  }
  SECTION("tlast_error though nothing is wrong") {
    const Outcome outcome = run_broken("1'b0", "16'd0", "1'b0", StallKind::kNone, "time_now == 0");
    REQUIRE(outcome.finding);
    CHECK(outcome.finding->kind == FindingKind::kProtocol);
    CHECK(outcome.finding->cycle == 0);
    CHECK_THAT(outcome.finding->rule, Catch::Contains("tlast_error is high"));
  }
}

TEST_CASE("a library that is no design is refused") {
  CHECK_THROWS_WITH(RtlModel(folder().path() + "/nothing.so", 1),
                    Catch::Contains("cannot load the built design"));
}

}  // namespace sluice
