// Identifiers that Verilog and people can both read.
#include "compiler/dataflow/names.hpp"

#include <cctype>

namespace sluice {

std::string identifier(const std::string& text) {
  std::string result;
  for (char letter : text) {
    const bool keep = std::isalnum(static_cast<unsigned char>(letter)) != 0;
    if (keep || result.empty() || result.back() != '_') result += keep ? letter : '_';
  }
  if (result.empty() || result == "_") return "layer";
  if (std::isdigit(static_cast<unsigned char>(result.front())) != 0) result.insert(0, "layer_");
  return result;
}

std::string UniqueNames::take(const std::string& wanted) {
  const std::string base = identifier(wanted);
  std::string name = base;
  for (int count = 2; !taken_.insert(name).second; ++count) {
    name = base + "_" + std::to_string(count);
  }
  return name;
}

}  // namespace sluice
