// A netlist's files in a folder, and tools run there.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "compiler/netlist/verilog.hpp"
#include "runtime/files/file.hpp"
#include "tests/scratch_folder.hpp"

namespace sluice::test {

inline void write_netlist(const Netlist& netlist, const std::string& folder) {
  std::filesystem::create_directories(folder + "/rtl");
  std::filesystem::create_directories(folder + "/mem");
  for (const VerilogFile& file : print_verilog(netlist)) {
    write_file(folder + "/rtl/" + file.name, file.text);
  }
  for (const MemoryImage& image : netlist.images) {
    std::string text;
    for (const std::string& word : image.words) text += word + "\n";
    write_file(folder + "/" + image.path, text);
  }
}

// What the command prints on stdout and stderr when it fails or warns; empty when all is well.
inline std::string complaints(const std::string& folder, const std::string& command) {
  const std::string log = folder + "/log.txt";
  const int status = std::system(("cd '" + folder + "' && " + command + " > log.txt 2>&1").c_str());
  const std::string text = read_file(log);
  return status != 0 && text.empty() ? "exit status " + std::to_string(status) : text;
}

}  // namespace sluice::test
