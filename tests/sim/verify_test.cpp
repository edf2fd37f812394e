// verify() end to end: a sound design is exact, and each kind of damage is found and named.
#include "sim/verify.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "runtime/base/error.hpp"
#include "runtime/files/file.hpp"
#include "tests/scratch_folder.hpp"
#include "tests/sim/small_network.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kFrames = 24;

VerifyOptions all_streams() {
  VerifyOptions options;
  options.all_streams = true;
  options.stalls = {"none", "source", "sink", "both", "random"};
  options.stalled_frames = 12;
  options.seed = 7;
  options.progress = false;
  return options;
}

// A design of its own for a test to damage; built once and copied, build and all.
class DamagedDesign {
 public:
  DamagedDesign() { fs::copy(sound(), path(), fs::copy_options::recursive); }

  std::string path() const { return folder_.path() + "/minnow"; }

  // Replaces the first `from` in a file; both have to be there.
  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = read_file(path() + "/" + file);
    const std::size_t place = text.find(from);
    REQUIRE(place != std::string::npos);
    text.replace(place, from.size(), to);
    write_file(path() + "/" + file, text);
  }

  // The only file of mem/ whose name contains `part`.
  std::string image(const std::string& part) const {
    std::string found;
    for (const auto& entry : fs::directory_iterator(path() + "/mem")) {
      const std::string name = entry.path().filename().string();
      if (name.find(part) != std::string::npos) found = "mem/" + name;
    }
    REQUIRE(!found.empty());
    return found;
  }

  // Changes the lowest digit of the image's first word.
  void damage_image(const std::string& file) const {
    std::string text = read_file(path() + "/" + file);
    char& digit = text.at(text.find('\n') - 1);
    digit = digit == '1' ? '2' : '1';
    write_file(path() + "/" + file, text);
  }

  VerifyReport verify_outputs() const {
    VerifyOptions options;
    options.progress = false;
    return verify(path(), small::images(kFrames), std::nullopt, options);
  }

  static const std::string& sound() {
    static const test::ScratchFolder folder;
    static const std::string path = [] {
      small::write_small_design(folder.path() + "/minnow");
      VerifyOptions options;
      options.progress = false;
      verify(folder.path() + "/minnow", small::images(1), std::nullopt, options);
      return folder.path() + "/minnow";
    }();
    return path;
  }

 private:
  test::ScratchFolder folder_;
};

}  // namespace

TEST_CASE("a sound design is exact on every stream under every stall pattern") {
  const Array<std::int64_t> labels({kFrames}, std::int64_t{1});
  const VerifyReport report =
      verify(DamagedDesign::sound(), small::images(kFrames), labels, all_streams());
  CAPTURE(summary(report));
  CHECK(report.passed());
  CHECK(report.bit_exact);
  CHECK(report.cycle_exact);
  CHECK(!report.mismatch);
  CHECK(report.frames == kFrames);
  CHECK(report.stalled_frames == 12);
  CHECK(report.streams_checked.size() > 8);
  CHECK(report.values_compared > 120'000);
  CHECK(report.interval_cycles.predicted == report.interval_cycles.measured);
  CHECK(report.latency_cycles.predicted == report.latency_cycles.measured);
  CHECK(report.interval_cycles.measured >= report.bottleneck_cycles);
  REQUIRE(report.accuracy);
  CHECK(report.accuracy->integer == report.accuracy->rtl);
}

TEST_CASE("verify.json says what the report says") {
  const test::ScratchFolder folder;
  VerifyOptions options;
  options.progress = false;
  options.frames = {2, 5};
  const VerifyReport report =
      verify(DamagedDesign::sound(), small::images(kFrames), std::nullopt, options);
  const std::string text = read_file(DamagedDesign::sound() + "/verify.json");
  CHECK(text == to_json(report));
  const nlohmann::json json = nlohmann::json::parse(text);
  for (const char* key : {"frames", "bit_exact", "streams_checked", "values_compared",
                          "cycle_exact", "interval_cycles", "latency_cycles", "stall_patterns",
                          "simulated_cycles", "wall_seconds", "build_seconds"}) {
    CAPTURE(key);
    CHECK(json.contains(key));
  }
  CHECK(json.at("frames") == 3);
  CHECK(!json.contains("accuracy"));
}

TEST_CASE("a changed weight is found, with the layer that it belongs to") {
  const DamagedDesign design;
  design.damage_image(design.image("conv"));
  const VerifyReport report = design.verify_outputs();
  CHECK(!report.passed());
  CHECK(!report.bit_exact);
  REQUIRE(report.mismatch);
  CHECK(report.mismatch->what == "value");
  CHECK(report.mismatch->layer == "conv");
  CHECK(report.mismatch->expected != report.mismatch->found);
  CHECK_THAT(report.mismatch->text, Catch::Contains("expected") && Catch::Contains("channel"));
  CHECK_THAT(read_file(design.path() + "/verify.json"), Catch::Contains("\"passed\": false"));
}

TEST_CASE("a changed rescale constant is found") {
  const DamagedDesign design;
  design.damage_image(design.image("fc_rescale"));
  const VerifyReport report = design.verify_outputs();
  REQUIRE(report.mismatch);
  CHECK(report.mismatch->what == "value");
  CHECK(report.mismatch->layer == "fc");
  CHECK_THAT(report.mismatch->unit, Catch::Contains("rescale"));
}

TEST_CASE("a changed FIFO depth is found as a wrong cycle") {
  const DamagedDesign design;
  const std::string top = read_file(design.path() + "/rtl/minnow.v");
  const std::size_t unit = top.find("_matvec #(");
  REQUIRE(unit != std::string::npos);
  const std::size_t depth = top.find(".DEPTH(", unit);
  const std::size_t end = top.find(')', depth);
  const std::string old = top.substr(unit, end + 1 - unit);
  std::string damaged = old;
  damaged.replace(damaged.find(".DEPTH("), std::string::npos, ".DEPTH(1)");
  REQUIRE(damaged != old);
  design.replace("rtl/minnow.v", old, damaged);
  VerifyOptions options = all_streams();
  const VerifyReport report = verify(design.path(), small::images(kFrames), std::nullopt, options);
  CHECK(!report.passed());
  CHECK(!report.cycle_exact);
  REQUIRE(report.mismatch);
  CHECK(report.mismatch->what == "cycle");
  CHECK(report.mismatch->layer == "conv");
  CHECK(report.mismatch->found != report.mismatch->expected);
  CHECK_THAT(report.mismatch->text, Catch::Contains("expected in cycle"));
}

TEST_CASE("inputs that do not fit are refused, naming found and expected") {
  const std::string& path = DamagedDesign::sound();
  VerifyOptions options;
  options.progress = false;
  CHECK_THROWS_WITH(verify(path, Array<float>({2, 1, 7, 8}), std::nullopt, options),
                    "the input has shape {2,1,7,8}, expected {N,1,8,7}");
  CHECK_THROWS_WITH(verify(path, Array<double>({2, 1, 8, 7}), std::nullopt, options),
                    "the input has elements of type float64, expected float32 or uint8");
  Array<float> poisoned = small::images(2);
  poisoned[60] = NAN;
  CHECK_THROWS_WITH(verify(path, poisoned, std::nullopt, options),
                    "the input holds nan in frame 1, expected finite numbers");
  const Array<std::int64_t> labels({2}, std::int64_t{3});
  CHECK_THROWS_WITH(verify(path, small::images(2), labels, options),
                    "label 3 of frame 0 is none of the 3 classes, expected 0 to 2");
  options.stalls = {"now and then"};
  CHECK_THROWS_WITH(verify(path, small::images(2), std::nullopt, options),
                    Catch::Contains("unknown stall pattern"));
}

TEST_CASE("an incomplete design folder is refused") {
  const DamagedDesign design;
  SECTION("no top module") {
    fs::remove(design.path() + "/rtl/minnow.v");
    CHECK_THROWS_WITH(design.verify_outputs(), Catch::Contains("rtl/minnow.v: missing"));
  }
  SECTION("no memory image") {
    fs::remove(design.path() + "/" + design.image("conv"));
    CHECK_THROWS_WITH(design.verify_outputs(), Catch::Contains("mem/"));
  }
  SECTION("a memory image that ends early") {
    const std::string image = design.path() + "/" + design.image("conv");
    fs::resize_file(image, fs::file_size(image) / 2);
    CHECK_THROWS_WITH(design.verify_outputs(), Catch::Contains("mem/"));
  }
  SECTION("no graph") {
    fs::remove(design.path() + "/model/integer.json");
    CHECK_THROWS_AS(design.verify_outputs(), Error);
  }
  SECTION("no design at all") {
    CHECK_THROWS_AS(verify(design.path() + "/mem", small::images(1)), Error);
  }
}

}  // namespace sluice
