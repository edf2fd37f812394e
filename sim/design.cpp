// Reading a design folder, and checking that its parts belong together.
#include "sim/design.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "compiler/netlist/build.hpp"
#include "runtime/base/error.hpp"
#include "runtime/files/file.hpp"
#include "sim/manifest_check.hpp"

namespace sluice {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_damaged(const std::string& what) {
  throw Error(what, {}, {"the design folder is damaged; compile the network again"});
}

std::vector<std::string> verilog_files(const std::string& folder, const std::string& top) {
  const std::string top_file = folder + "/rtl/" + top + ".v";
  std::error_code error;
  if (!fs::exists(top_file, error)) fail_damaged(top_file + ": missing, expected the top module");
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder + "/rtl")) {
    if (entry.path().extension() == ".v") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

EdgeNames edge_names(const Dataflow& dataflow) {
  EdgeNames edges;
  for (const Unit& unit : dataflow.units) {
    if (std::holds_alternative<InputUnit>(unit.kind)) {
      edges.inputs.push_back(axi_port(dataflow, unit));
    } else if (std::holds_alternative<OutputUnit>(unit.kind)) {
      edges.outputs.push_back(axi_port(dataflow, unit));
    }
  }
  return edges;
}

// Every memory image is there with as many words of the same width as the compiler writes. (What
// they say is for verify() to find out; but a simulator takes a short image without a word.)
void check_images(const std::string& folder, const Netlist& netlist) {
  for (const MemoryImage& image : netlist.images) {
    const std::string path = folder + "/" + image.path;
    std::istringstream found(read_file(path));
    std::size_t words = 0;
    for (std::string word; std::getline(found, word); ++words) {
      if (words < image.words.size() && word.size() == image.words[words].size()) continue;
      fail_damaged(path + ":" + std::to_string(words + 1) + ": not the word of " +
                   std::to_string(image.words[0].size()) + " digits that was written there");
    }
    if (words == image.words.size()) continue;
    fail_damaged(path + ": found " + std::to_string(words) + " words, expected " +
                 std::to_string(image.words.size()));
  }
}

}  // namespace

SimulatedDesign open_design(const std::string& folder) {
  SimulatedDesign design;
  design.loaded = load_design(folder);
  design.netlist = build_netlist(design.loaded.scheduled);
  check_manifest(design.loaded, design.netlist);
  design.edges = edge_names(design.dataflow());
  design.verilog = verilog_files(folder, design.loaded.name);
  return design;
}

BuiltModel build_rtl(const SimulatedDesign& design, int jobs, bool progress) {
  check_images(design.loaded.folder, design.netlist);
  const ObservedNets observed{design.loaded.name, observed_ports(design.dataflow(), design.edges),
                              observed_nets(design.dataflow())};
  return build_model(observed, design.verilog, design.loaded.folder + "/build", jobs, progress);
}

}  // namespace sluice
