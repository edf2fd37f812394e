// From a network to a design folder and back; what cannot be reached is refused before that.
#include "compiler/compile.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "compiler/dataflow/dataflow_file.hpp"
#include "compiler/quantize/integer_file.hpp"
#include "tests/compiler/expect_error.hpp"
#include "tests/compiler/folders.hpp"
#include "tests/compiler/quantize/random_network.hpp"
#include "tests/compiler/tensor/build_network.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// 4 inputs, 3 linear outputs.
Network small_network() {
  const std::string json = R"({
    "format": "sluice-network-1", "name": "little",
    "inputs": [{"name": "input", "shape": [4]}],
    "nodes": [{"name": "fc", "op": "Linear", "location": {"file": "small.lua", "line": 3},
               "inputs": ["input"],
               "parameters": {"weight": {"shape": [3, 4], "offset": 0},
                              "bias": {"shape": [3], "offset": 12}}}],
    "outputs": ["fc"]})";
  return parse_network(
      json, std::vector<float>{1, -2, 3, -4, .5F, .25F, -.5F, 1, 2, 0, 1, -1, .1F, -.2F, .3F});
}

Array<float> small_calibration() { return {{2, 4}, {0, .5F, 1, -1, .25F, .75F, -.5F, 1}}; }

std::string message_of(const CompileOptions& options) {
  try {
    compile(small_network(), small_calibration(), options);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

bool says(const std::string& message, const std::string& text) {
  return message.find(text) != std::string::npos;
}

std::string bytes_below(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::string all;
  for (const std::string& path : paths) all += path.substr(folder.size()) + read_file(path);
  return all;
}

}  // namespace

TEST_CASE("a design folder holds all that simulation needs", "[compile]") {
  const ScratchFolder scratch;
  const Design design = compile(small_network(), small_calibration(), {});
  write_design(design, scratch.path() + "/small");
  const LoadedDesign loaded = load_design(scratch.path() + "/small");
  CHECK(loaded.name == "little");
  CHECK(loaded.scheduled.clock_mhz == 100);
  CHECK(network_text(loaded.network).json == network_text(design.network).json);
  CHECK(integer_graph_text(loaded.graph).json == integer_graph_text(design.graph).json);
  CHECK(dataflow_text(loaded.scheduled.dataflow).json ==
        dataflow_text(design.scheduled.dataflow).json);
}

TEST_CASE("the manifest names every unit, fifo, port and file", "[compile]") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/small";
  write_design(compile(small_network(), small_calibration(), {}), folder);
  const auto manifest = nlohmann::json::parse(read_file(folder + "/manifest.json"));
  for (const char* member : {"format", "name", "top", "clock_mhz", "fps", "interval_cycles",
                             "latency_cycles", "bottleneck", "multipliers", "inputs", "outputs",
                             "units", "fifos", "accumulators", "files"}) {
    CHECK(manifest.contains(member));
  }
  CHECK(manifest["inputs"][0]["shape"] == nlohmann::json({4}));
  CHECK(manifest["outputs"][0]["bits"] == 16);
  CHECK(manifest["units"].size() == manifest["fifos"].size() + 1);
  for (const auto& [kind, files] : manifest["files"].items()) {
    CHECK(!files.empty());
    for (const auto& file : files) {
      CHECK(std::filesystem::is_regular_file(folder + "/" + file.get<std::string>()));
    }
  }
}

TEST_CASE("layers called as we would call ours do no harm", "[compile]") {
  const testing::BuildNetwork network =
      testing::BuildNetwork({4})
          .linear("sum_1", "input", 4, 4)
          .linear("product_part1", "input", 4, 4)
          .linear("static", "input", 4, 4)
          .node("sum", "CAddTable", {"sum_1", "static", "input"})
          .node("product", "CMulTable", {"sum", "product_part1", "input"});
  const ScratchFolder scratch;
  const Design design = compile(network.network(), small_calibration(), {});
  write_design(design, scratch.path() + "/net");
  CHECK(load_design(scratch.path() + "/net").graph.nodes.size() == design.graph.nodes.size());
}

TEST_CASE("the same network gives the same bytes", "[compile]") {
  const testing::RandomNetwork random = testing::random_network(7);
  CompileOptions options;
  options.quantize = random.options;
  options.multipliers = 60;
  const ScratchFolder a;
  const ScratchFolder b;
  write_design(compile(random.network, random.calibration, options), a.path() + "/design");
  write_design(compile(random.network, random.calibration, options), b.path() + "/design");
  CHECK(bytes_below(a.path()) == bytes_below(b.path()));
}

TEST_CASE("the same design again leaves alone what others have made in its folder", "[compile]") {
  const ScratchFolder scratch;
  const std::string folder = scratch / "small";
  const std::string beside = scratch / "small.new";
  std::filesystem::create_directory(beside);
  write_file(beside + "/mine.txt", "mine");
  CompileOptions options;
  write_design(compile(small_network(), small_calibration(), options), folder);
  write_file(folder + "/verify.json", "{}");
  write_design(compile(small_network(), small_calibration(), options), folder + "/");
  CHECK(std::filesystem::exists(folder + "/verify.json"));
  options.clock_mhz = 50;
  write_design(compile(small_network(), small_calibration(), options), folder);
  CHECK(!std::filesystem::exists(folder + "/verify.json"));
  CHECK(load_design(folder).scheduled.clock_mhz == 50);
  CHECK(read_file(beside + "/mine.txt") == "mine");
  CHECK(scratch.entry_count() == 2);
}

TEST_CASE("what cannot be reached says what can", "[compile]") {
  CompileOptions options;
  SECTION("a frame rate") {
    options.fps = 2e8;
    const std::string message = message_of(options);
    CHECK(says(message, "needs at least"));
    CHECK(says(message, "best possible rate"));
  }
  SECTION("a number of multipliers") {
    options.multipliers = 1;
    CHECK(says(message_of(options), "expected at least 2"));
  }
  SECTION("an unknown layer") {
    options.layers["fc9"] = {2, 2};
    const std::string message = message_of(options);
    CHECK(says(message, "'fc9'"));
    CHECK(says(message, "fc"));
  }
  SECTION("a folding that does not divide") {
    options.layers["fc"] = {2, std::nullopt};
    const std::string message = message_of(options);
    CHECK(says(message, "small.lua:3"));
    CHECK(says(message, "divisor of its 3 rows"));
    CHECK(says(message, "1, 3"));
  }
  SECTION("two goals") {
    options.fps = 1000;
    options.multipliers = 10;
    CHECK(says(message_of(options), "one of them"));
  }
  SECTION("no clock") {
    options.clock_mhz = 0;
    CHECK(says(message_of(options), "clock_mhz"));
  }
  SECTION("a frame rate of nothing") {
    options.fps = 0;
    CHECK(says(message_of(options), "fps"));
  }
  SECTION("Verilog's own words") {
    options.name = "module";
    CHECK(says(message_of(options), "Verilog"));
  }
  SECTION("no identifier") {
    options.name = "a-b";
    CHECK(says(message_of(options), "'a-b'"));
  }
}

TEST_CASE("a folding by hand is kept", "[compile]") {
  CompileOptions options;
  options.layers["fc"] = {3, 2};
  const Design design = compile(small_network(), small_calibration(), options);
  bool found = false;
  for (const Unit& unit : design.scheduled.dataflow.units) {
    const auto* matvec = std::get_if<MatrixVectorUnit>(&unit.kind);
    if (matvec == nullptr) continue;
    found = true;
    CHECK(matvec->pe == 3);
    CHECK(matvec->simd == 2);
  }
  CHECK(found);
}

TEST_CASE("folders that are no designs are neither read nor replaced", "[compile]") {
  const ScratchFolder scratch;
  CHECK_THROWS_AS(load_design(scratch.path()), Error);
  CHECK_THROWS_AS(load_design(scratch.path() + "/nothing"), Error);
  write_file(scratch.path() + "/mine.txt", "mine");
  CHECK_THROWS_AS(refuse_target(scratch.path()), Error);
  CHECK_THROWS_AS(write_design(compile(small_network(), small_calibration(), {}), scratch.path()),
                  Error);
  CHECK(read_file(scratch.path() + "/mine.txt") == "mine");
}

TEST_CASE("designs whose parts do not fit together are refused", "[compile]") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/small";
  write_design(compile(small_network(), small_calibration(), {}), folder);
  const std::string path = folder + "/model/dataflow.json";
  nlohmann::json dataflow = nlohmann::json::parse(read_file(path));
  const auto message = [&] {
    write_file(path, dataflow.dump());
    try {
      load_design(folder);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  SECTION("a value that the graph does not have") {
    dataflow["streams"][0]["value"] = 99;
    CHECK(says(message(), "dataflow.json: stream"));
  }
  SECTION("a format that is not the value's") {
    for (auto& stream : dataflow["streams"]) stream["bits"] = 40;
    CHECK(says(message(), "another format than its value"));
  }
}

TEST_CASE("designs in which a frame would be stuck are refused", "[compile]") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/conv";
  const testing::BuildNetwork network =
      testing::BuildNetwork({1, 4, 4}).convolution("conv", "input", 1, 2, 3, 1);
  write_design(compile(network.network(), Array<float>({1, 1, 4, 4}, 0.5F), {}), folder);
  const std::string path = folder + "/model/dataflow.json";
  nlohmann::json dataflow = nlohmann::json::parse(read_file(path));
  for (auto& unit : dataflow["units"]) {
    if (unit["kind"] == "window") unit["attributes"]["rows"] = 1;
  }
  write_file(path, dataflow.dump());
  testing::expect_error([&] { load_design(folder); }, {path, "a frame gets stuck", "damaged"});
}

TEST_CASE("damaged designs are refused", "[compile]") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path() + "/small";
  write_design(compile(small_network(), small_calibration(), {}), folder);
  for (const char* file :
       {"manifest.json", "model/network.json", "model/network.bin", "model/integer.json",
        "model/integer.bin", "model/dataflow.json", "model/dataflow.bin"}) {
    INFO(file);
    const std::string path = folder + "/" + file;
    const std::string text = read_file(path);
    write_file(path, text.substr(0, text.size() - 3));
    CHECK_THROWS_AS(load_design(folder), Error);
    std::filesystem::remove(path);
    CHECK_THROWS_AS(load_design(folder), Error);
    write_file(path, text);
  }
  CHECK_NOTHROW(load_design(folder));
}
