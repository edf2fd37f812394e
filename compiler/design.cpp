// Writes a design folder under a temporary name, and reads one back.
#include "compiler/design.hpp"

#include <bit>
#include <cstring>
#include <filesystem>
#include <set>

#include "compiler/dataflow/dataflow_file.hpp"
#include "compiler/dataflow/verify.hpp"
#include "compiler/netlist/verilog.hpp"
#include "compiler/network/json_reader.hpp"
#include "compiler/quantize/integer_file.hpp"
#include "compiler/schedule/cycles.hpp"
#include "runtime/files/file.hpp"
#include "runtime/files/same_files.hpp"
#include "runtime/files/staged_folder.hpp"
#include "runtime/files/system_error.hpp"

namespace sluice {
namespace fs = std::filesystem;
namespace {

static_assert(std::endian::native == std::endian::little, "weight files are little-endian");

// What simulation and verification leave in a design folder.
const std::set<std::string> kMadeByOthers = {"build", "verify.json"};

std::string float_bytes(const std::vector<float>& numbers) {
  std::string bytes(numbers.size() * sizeof(float), '\0');
  if (!numbers.empty()) std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

std::vector<float> read_floats(const std::string& path) {
  const std::string bytes = read_file(path);
  if (bytes.size() % sizeof(float) != 0) {
    throw Error(path + ": found " + std::to_string(bytes.size()) +
                " bytes, expected whole numbers of 4 bytes");
  }
  std::vector<float> numbers(bytes.size() / sizeof(float));
  if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
  return numbers;
}

void make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) fail_on_file(path, "make the folder", error.value());
}

void write_model(const Design& design, const std::string& folder) {
  make_folder(folder);
  const NetworkText network = network_text(design.network);
  write_file(folder + "/network.json", network.json);
  write_file(folder + "/network.bin", float_bytes(network.weights));
  const IntegerGraphText graph = integer_graph_text(design.graph);
  write_file(folder + "/integer.json", graph.json);
  write_file(folder + "/integer.bin", graph.bytes);
  const DataflowText dataflow = dataflow_text(design.scheduled.dataflow);
  write_file(folder + "/dataflow.json", dataflow.json);
  write_file(folder + "/dataflow.bin", dataflow.bytes);
}

void write_images(const Netlist& netlist, const std::string& folder) {
  make_folder(folder + "/mem");
  for (const MemoryImage& image : netlist.images) {
    std::string text;
    for (const std::string& word : image.words) text += word + "\n";
    write_file(folder + "/" + image.path, text);
  }
}

void write_verilog(const Netlist& netlist, const std::string& folder) {
  make_folder(folder);
  for (const VerilogFile& file : print_verilog(netlist)) {
    write_file(folder + "/" + file.name, file.text);
  }
}

// The dataflow was made from this graph, and its buffers let a frame pass.
void refuse_strangers(const IntegerGraph& graph, const Dataflow& dataflow,
                      const std::string& source) {
  std::vector<std::string> findings = verify_contents(graph, dataflow);
  if (findings.empty()) {
    const std::vector<std::string> stuck = run_cycles(dataflow, {}).stuck;
    if (!stuck.empty()) findings.push_back("a frame gets stuck: " + stuck.front());
  }
  if (findings.empty()) return;
  throw Error(source + ": " + findings.front(), {},
              {"the design folder is damaged; compile the network again"});
}

// The files that a design's manifest names; nothing where it is damaged.
std::set<std::string> files_of_manifest(const std::string& path) {
  std::set<std::string> files;
  const auto manifest = nlohmann::json::parse(read_file(path + "/manifest.json"), nullptr, false);
  if (!manifest.is_object() || !manifest.contains("files")) return files;
  for (const auto& part : manifest["files"]) {
    for (const auto& file : part) {
      if (file.is_string()) files.insert(file.get<std::string>());
    }
  }
  return files;
}

// A design is replaced as a whole: what somebody else has put into its folder would be lost.
void refuse_foreign_files(const std::string& path) {
  if (!is_design_folder(path)) return;
  std::set<std::string> known = files_of_manifest(path);
  const bool damaged = known.empty();
  known.insert({"manifest.json", "report.txt"});
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    const fs::path file = entry.path().lexically_relative(path);
    const std::string part = file.begin()->string();
    if (fs::is_directory(entry.symlink_status()) || kMadeByOthers.count(part) > 0) continue;
    if (damaged && (part == "rtl" || part == "mem" || part == "model")) continue;
    if (known.count(file.string()) > 0) continue;
    throw Error(entry.path().string() + ": found a file that is no part of the design in " + path +
                    ", which would be replaced as a whole",
                {}, {"move the file, or give another output folder"});
  }
}

}  // namespace

void refuse_target(const std::string& path) {
  const StagedFolder probe(path);
  refuse_foreign_files(path);
}

void write_design(const Design& design, const std::string& path) {
  StagedFolder folder(path);
  refuse_foreign_files(path);
  write_verilog(design.netlist, folder.path() + "/rtl");
  write_images(design.netlist, folder.path());
  write_model(design, folder.path() + "/model");
  write_file(folder.path() + "/report.txt", design.report);
  write_file(folder.path() + "/manifest.json", design.manifest);
  if (is_design_folder(path) && same_files(folder.path(), path, kMadeByOthers)) return;
  folder.commit();
}

LoadedDesign load_design(const std::string& path) {
  const std::string source = path + "/manifest.json";
  std::error_code error;
  if (!fs::is_regular_file(source, error)) {
    throw Error(path + ": found no Sluice design, expected a folder made by 'sluice compile'");
  }
  const nlohmann::json document = parse_json(read_file(source), source);
  const JsonReader manifest(document, source);
  if (manifest.member("format").text() != "sluice-design-1") {
    manifest.member("format").fail("\"sluice-design-1\"");
  }
  const std::string model = path + "/model/";
  LoadedDesign design;
  design.folder = path;
  design.name = manifest.member("top").text();
  const std::vector<float> weights = read_floats(model + "network.bin");
  design.network =
      parse_network(read_file(model + "network.json"), weights, model + "network.json");
  design.graph = parse_integer_graph(read_file(model + "integer.json"),
                                     read_file(model + "integer.bin"), model + "integer.json");
  Dataflow dataflow = parse_dataflow(read_file(model + "dataflow.json"),
                                     read_file(model + "dataflow.bin"), model + "dataflow.json");
  refuse_strangers(design.graph, dataflow, model + "dataflow.json");
  design.scheduled = predicted(std::move(dataflow), manifest.member("clock_mhz").number());
  return design;
}

}  // namespace sluice
