// Reads one module's fields and parameters; whatever is left unread is refused, never ignored.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include "compiler/network/network.hpp"

namespace sluice {

class ModuleReader {
 public:
  explicit ModuleReader(const NetworkNode& node) : node_(node) {}

  // Fields; a form with `fallback` serves fields that older modules lack.
  std::int64_t integer(const std::string& name, std::int64_t low, std::int64_t high);
  std::int64_t integer_or(const std::string& name, std::int64_t low, std::int64_t high,
                          std::int64_t fallback);
  double number(const std::string& name);
  double number_or(const std::string& name, double fallback);
  bool boolean_or(const std::string& name, bool fallback);
  std::vector<std::int64_t> sizes(const std::string& name);
  bool has(const std::string& name) const { return node_.attributes.contains(name); }
  // Fields that have no meaning in inference, or that follow from others.
  void ignore(std::initializer_list<const char*> names);

  // Parameters. The size of every dimension must be as expected.
  bool has_parameter(const std::string& name) const { return node_.parameters.contains(name); }
  Array<float> parameter(const std::string& name, const Shape& expected);
  // Any shape with as many elements, for those of which Torch keeps a flattened view.
  Array<float> reshaped_parameter(const std::string& name, const Shape& expected);
  std::vector<float> vector_or_zeros(const std::string& name, std::int64_t size);

  // Throws for a field or parameter that nothing has read.
  void finish() const;

  const NetworkNode& node() const { return node_; }
  [[noreturn]] void refuse(const std::string& reason, const std::string& hint = "") const;

 private:
  const Attribute& attribute(const std::string& name);
  const Array<float>& raw_parameter(const std::string& name);

  const NetworkNode& node_;
  std::set<std::string> read_;
};

}  // namespace sluice
