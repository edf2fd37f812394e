// The README's table of layers is the importer's own list. SLUICE_UPDATE=1 rewrites it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "compiler/tensor/import.hpp"

namespace sluice {
namespace {

const std::string kReadme = std::string(SLUICE_ROOT) + "/README.md";
const std::string kBegin = "<!-- layers: begin -->\n";
const std::string kEnd = "<!-- layers: end -->\n";

std::string read_readme() {
  std::ifstream file(kReadme);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string layer_table() {
  std::string table = "| module | in hardware |\n|---|---|\n";
  for (const SupportedModule& module : supported_modules()) {
    table += "| `nn." + std::string(module.name) + "` | " + module.remark + " |\n";
  }
  return table;
}

}  // namespace

TEST_CASE("the README lists exactly the layers that the importer knows") {
  std::string readme = read_readme();
  const std::size_t begin = readme.find(kBegin), end = readme.find(kEnd);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  const std::size_t first = begin + kBegin.size();
  if (std::getenv("SLUICE_UPDATE") != nullptr) {
    readme.replace(first, end - first, layer_table());
    std::ofstream(kReadme) << readme;
    return;
  }
  CHECK(readme.substr(first, end - first) == layer_table());
}

}  // namespace sluice
