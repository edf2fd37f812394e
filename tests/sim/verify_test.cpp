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

constexpr std::int64_t kVerifyFrames = 24;

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
    return verify(path(), small::images(kVerifyFrames), std::nullopt, options);
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
  const Array<std::int64_t> labels({kVerifyFrames}, std::int64_t{1});
  const VerifyReport report =
      verify(DamagedDesign::sound(), small::images(kVerifyFrames), labels, all_streams());
  CAPTURE(summary(report));
  CHECK(report.passed());
  CHECK(report.bit_exact);
  CHECK(report.cycle_exact);
  CHECK(!report.mismatch);
  CHECK(report.frames == kVerifyFrames);
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
      verify(DamagedDesign::sound(), small::images(kVerifyFrames), std::nullopt, options);
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
  const VerifyReport report =
      verify(design.path(), small::images(kVerifyFrames), std::nullopt, options);
  CHECK(!report.passed());
  CHECK(!report.cycle_exact);
  REQUIRE(report.mismatch);
  CHECK(report.mismatch->what == "cycle");
  CHECK(report.mismatch->channel >= 0);
  CHECK(report.mismatch->layer == "conv");
  CHECK(report.mismatch->found != report.mismatch->expected);
  CHECK_THAT(report.mismatch->text, Catch::Contains("expected in cycle"));
}

TEST_CASE("inputs that do not fit are refused, naming found and expected") {
  const std::string& path = DamagedDesign::sound();
  VerifyOptions options;
  options.progress = false;
  CHECK_THROWS_WITH(verify(path, Array<float>({2, 1, 7, 8}), std::nullopt, options),
                    "the input: found shape {2,1,7,8}, expected {N,1,8,7}");
  CHECK_THROWS_WITH(verify(path, Array<double>({2, 1, 8, 7}), std::nullopt, options),
                    "the input: found elements of type float64, expected float32 or uint8\n"
                    "  note: convert it with numpy: a.astype('float32')");
  Array<float> poisoned = small::images(2);
  poisoned[60] = NAN;
  CHECK_THROWS_WITH(verify(path, poisoned, std::nullopt, options),
                    "the input: found nan in frame 1, element 4, expected finite numbers");
  options.names = {"x.npy", "l.npy", 1};
  CHECK_THROWS_WITH(verify(path, poisoned, std::nullopt, options),
                    "x.npy: found nan in frame 2, element 5, expected finite numbers");
  options.names = {};
  options.stalls = {"now and then"};
  CHECK_THROWS_WITH(verify(path, small::images(2), std::nullopt, options),
                    Catch::Contains("unknown stall pattern"));
}

TEST_CASE("labels that do not fit are refused, naming found and expected") {
  const std::string& path = DamagedDesign::sound();
  VerifyOptions options;
  options.progress = false;
  const auto verify_with = [&](const AnyArray& labels) {
    return verify(path, small::images(2), labels, options);
  };
  CHECK_THROWS_WITH(verify_with(Array<std::int64_t>({2}, std::int64_t{3})),
                    "the labels: found label 3 for frame 0, expected a whole number of 0 to 2");
  CHECK_THROWS_WITH(verify_with(Array<float>({2}, 1.5F)), Catch::Contains("found label 1.5"));
  CHECK_THROWS_WITH(verify_with(Array<float>({2}, INFINITY)), Catch::Contains("found label inf"));
  CHECK_THROWS_WITH(verify_with(Array<float>({1, 2})),
                    "the labels: found shape {1,2}, expected one label for each of 2 frames");
  CHECK_THROWS_WITH(verify_with(Array<float>({3})), Catch::Contains("found shape {3}"));
  CHECK(verify_with(Array<float>({2, 1})).accuracy->output == "softmax");
  options.names.first = 1;  // as Lua counts
  CHECK_THROWS_WITH(
      verify_with(Array<std::int64_t>({2}, std::int64_t{0})),
      Catch::Contains("found label 0 for frame 1, expected a whole number of 1 to 3"));
  CHECK(verify_with(Array<std::int64_t>({2}, std::int64_t{3})).accuracy);
}

TEST_CASE("a manifest that does not follow from the design is refused by its field") {
  const DamagedDesign design;
  const auto refused = [&design](const std::string& from, const std::string& to,
                                 const std::string& field) {
    const std::string manifest = read_file(design.path() + "/manifest.json");
    design.replace("manifest.json", from, to);
    CHECK_THROWS_WITH(design.verify_outputs(), Catch::Contains("manifest.json: $." + field));
    write_file(design.path() + "/manifest.json", manifest);
  };
  refused("\"LogSoftMax\"", "\"none\"", "outputs[0].host_op: found \"none\"");
  refused("\"interval_cycles\": ", "\"interval_cycles\": 1", "");
  refused("\"multipliers\": ", "\"multipliers\": 1", "");
  refused("\"scale\": [\n", "\"scale\": [\n1,", "inputs[0].scale: found 2 entries, expected 1");
  refused("\"lanes\": ", "\"lanes\": 1", "inputs[0].lanes: found 1");
  refused("\"units\": [\n", "\"units\": [{},\n", "units: found");
  refused("\"name\": \"minnow\",", "\"name\": \"minnow\", \"more\": 1,", "more: found 1");
  CHECK(design.verify_outputs().passed());
}

TEST_CASE("a success does not outlive a verification that fails early") {
  const DamagedDesign design;
  const std::string report = design.path() + "/verify.json";
  REQUIRE(design.verify_outputs().passed());
  REQUIRE(fs::exists(report));
  fs::remove(design.path() + "/model/integer.json");
  CHECK_THROWS_AS(design.verify_outputs(), Error);
  CHECK_FALSE(fs::exists(report));

  const test::ScratchFolder stranger;
  write_file(stranger / "verify.json", "somebody else's");
  CHECK_THROWS_AS(verify(stranger.path(), small::images(1)), Error);
  CHECK(fs::exists(stranger / "verify.json"));
}

TEST_CASE("an input out of the calibrated range is mentioned") {
  Array<float> loud = small::images(2);
  for (float& value : loud.values) value *= 100;
  VerifyOptions options;
  options.progress = false;
  const VerifyReport report = verify(DamagedDesign::sound(), loud, std::nullopt, options);
  CHECK(report.passed());
  CHECK(report.input_saturated > 0.5);
  CHECK_THAT(summary(report), Catch::Contains("out of the range that the design was calibrated"));
  CHECK_THAT(summary(report), Catch::Contains("LogSoftMax for output softmax"));
  const VerifyReport quiet =
      verify(DamagedDesign::sound(), small::images(2), std::nullopt, options);
  CHECK_THAT(summary(quiet), !Catch::Contains("out of the range"));
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
