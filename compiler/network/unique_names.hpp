// Names that are made up, beside those that are given: each is taken once.
#pragma once

#include <set>
#include <string>

namespace sluice {

class UniqueNames {
 public:
  // No name taken from now on is this one.
  void keep(const std::string& name) { taken_.insert(name); }

  // `wanted`, with _2, _3, ... behind it where it was given before.
  std::string take(const std::string& wanted) {
    std::string name = wanted;
    for (int count = 2; !taken_.insert(name).second; ++count) {
      name = wanted + "_" + std::to_string(count);
    }
    return name;
  }

 private:
  std::set<std::string> taken_;
};

}  // namespace sluice
