// Names of layers as Verilog identifiers, each given once.
#pragma once

#include <set>
#include <string>

namespace sluice {

// Letters, digits and underscores stay, all else becomes '_'; never empty, never a leading digit.
std::string identifier(const std::string& text);

class UniqueNames {
 public:
  // `wanted` as an identifier, with _2, _3, ... behind it when it was given before.
  std::string take(const std::string& wanted);

 private:
  std::set<std::string> taken_;
};

}  // namespace sluice
