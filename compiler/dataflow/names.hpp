// Names of layers as Verilog identifiers, each given once.
#pragma once

#include <set>
#include <string>

namespace sluice {

// Letters, digits and underscores stay, all else becomes '_'; never empty, never a leading digit.
std::string identifier(const std::string& text);

// Throws Error for what cannot be the name of a design: no identifier, or one of Verilog's own
// words.
void refuse_module_name(const std::string& name);

class UniqueNames {
 public:
  // `wanted` as an identifier, with _2, _3, ... behind it when it was given before.
  std::string take(const std::string& wanted);

 private:
  std::set<std::string> taken_;
};

}  // namespace sluice
