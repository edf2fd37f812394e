// simulate(): every model gives the same numbers, for any choice of frames, stalls and jobs.
#include "sim/simulate.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "runtime/base/error.hpp"
#include "tests/scratch_folder.hpp"
#include "tests/sim/small_network.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kSimulateFrames = 20;

const std::string& design() {
  static const test::ScratchFolder folder;
  static const std::string path = [] {
    small::write_small_design(folder.path() + "/minnow");
    return folder.path() + "/minnow";
  }();
  return path;
}

SimulateOptions quiet(SimulationModel model) {
  SimulateOptions options;
  options.model = model;
  options.progress = false;
  return options;
}

Array<std::int32_t> raw(SimulationModel model, const std::string& stalls = "none",
                        FrameRange frames = {}) {
  SimulateOptions options = quiet(model);
  options.raw = true;
  options.stalls = stalls;
  options.frames = frames;
  options.jobs = 2;
  return std::get<Array<std::int32_t>>(
      simulate(design(), small::images(kSimulateFrames), options).outputs.at(0).values);
}

Array<float> real(SimulationModel model) {
  const SimulateResult result = simulate(design(), small::images(kSimulateFrames), quiet(model));
  CHECK(result.outputs.at(0).host_op == "LogSoftMax");
  return std::get<Array<float>>(result.outputs.at(0).values);
}

}  // namespace

TEST_CASE("RTL, SystemC and the integer reference give the same integers") {
  const Array<std::int32_t> expected = raw(SimulationModel::kInteger);
  CHECK(expected.shape == Shape{kSimulateFrames, 3});
  CHECK(raw(SimulationModel::kRtl) == expected);
  CHECK(raw(SimulationModel::kSystemC) == expected);
  CHECK(raw(SimulationModel::kRtl, "random") == expected);
  CHECK(raw(SimulationModel::kSystemC, "both") == expected);
}

TEST_CASE("a range of frames gives the same as those frames of all") {
  const Array<std::int32_t> all = raw(SimulationModel::kRtl);
  const Array<std::int32_t> some = raw(SimulationModel::kRtl, "none", {5, 8});
  CHECK(some.shape == Shape{3, 3});
  for (std::int64_t i = 0; i < 9; ++i) CHECK(some[i] == all[15 + i]);
}

TEST_CASE("LogSoftMax of the host is applied alike in every model") {
  const Array<float> rtl = real(SimulationModel::kRtl);
  CHECK(rtl == real(SimulationModel::kInteger));
  CHECK(rtl == real(SimulationModel::kSystemC));
  const Array<float> exact = real(SimulationModel::kFloat);
  for (std::int64_t f = 0; f < kSimulateFrames; ++f) {
    double sum = 0;
    for (std::int64_t c = 0; c < 3; ++c) {
      sum += std::exp(rtl[f * 3 + c]);
      CHECK(rtl[f * 3 + c] == Approx(exact[f * 3 + c]).margin(0.2));
    }
    CHECK(sum == Approx(1.0).epsilon(1e-5));
  }
}

TEST_CASE("bytes are real numbers from 0 to 255") {
  Array<std::uint8_t> bytes({2, 1, 8, 7});
  Array<float> floats({2, 1, 8, 7});
  for (std::int64_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(i * 2);
    floats[i] = static_cast<float>(i * 2);
  }
  const SimulateOptions options = quiet(SimulationModel::kInteger);
  CHECK(simulate(design(), bytes, options).outputs.at(0).values ==
        simulate(design(), floats, options).outputs.at(0).values);
}

TEST_CASE("one frame may come without the batch dimension") {
  Array<float> one = small::images(1);
  one.shape = {1, 8, 7};
  const SimulateResult result = simulate(design(), one, quiet(SimulationModel::kInteger));
  CHECK(shape_of(result.outputs.at(0).values) == Shape{1, 3});
}

TEST_CASE("options in words") {
  CHECK(parse_simulation_model("systemc") == SimulationModel::kSystemC);
  CHECK_THROWS_WITH(parse_simulation_model("spice"),
                    "unknown model \"spice\", expected rtl, systemc, integer or float");
  CHECK(parse_frame_range("3:9").begin == 3);
  CHECK(parse_frame_range("3:").end == -1);
  CHECK(parse_frame_range(":9").end == 9);
  for (const char* wrong : {"", "3", "9:3", "3:3", "-1:4", "a:b", "1:2:3"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(parse_frame_range(wrong), Error);
  }
  SimulateOptions options = quiet(SimulationModel::kInteger);
  options.frames = {10, 30};
  CHECK_THROWS_WITH(simulate(design(), small::images(kSimulateFrames), options),
                    "the input: found 20 frames, expected 10:30 among them");
  options.names = {"x.npy", "l.npy", 1};
  CHECK_THROWS_WITH(simulate(design(), small::images(kSimulateFrames), options),
                    "x.npy: found 20 frames, expected 11 to 30 among them");
}

TEST_CASE("what a model would ignore is refused") {
  const auto refused = [](const SimulateOptions& options, const std::string& text) {
    CHECK_THROWS_WITH(simulate(design(), small::images(1), options), Catch::Contains(text));
  };
  for (const SimulationModel model : {SimulationModel::kInteger, SimulationModel::kFloat}) {
    SimulateOptions stalled = quiet(model);
    stalled.stalls = "both";
    refused(stalled, "stalls has no effect with model");
    SimulateOptions seeded = quiet(model);
    seeded.seed = 3;
    refused(seeded, "seed has no effect with model");
  }
  SimulateOptions seeded = quiet(SimulationModel::kSystemC);
  seeded.seed = 3;
  refused(seeded, "seed has no effect with model systemc and stalls none");
  SimulateOptions integers = quiet(SimulationModel::kFloat);
  integers.raw = true;
  refused(integers, "raw has no effect with model float, which has no integers");
}

TEST_CASE("the names of the outputs are told before any work") {
  SimulateOptions options = quiet(SimulationModel::kRtl);
  options.on_outputs = [](const std::vector<std::string>& names) {
    throw Error("no place for " + names.at(0));
  };
  CHECK_THROWS_WITH(simulate(design(), small::images(1), options), "no place for softmax");
}

}  // namespace sluice
