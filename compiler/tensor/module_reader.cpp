// Reading of modules, with the layer's name and script line in every complaint.
#include "compiler/tensor/module_reader.hpp"

#include <cmath>

#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {

void ModuleReader::refuse(const std::string& reason, const std::string& hint) const {
  std::vector<std::string> notes;
  if (!hint.empty()) notes.push_back(hint);
  throw Error("layer '" + node_.name + "' (nn." + node_.op + "): " + reason, node_.location, notes);
}

const Attribute& ModuleReader::attribute(const std::string& name) {
  const auto found = node_.attributes.find(name);
  if (found == node_.attributes.end()) refuse("field '" + name + "' is missing");
  read_.insert(name);
  return found->second;
}

double ModuleReader::number(const std::string& name) {
  const double* value = std::get_if<double>(&attribute(name));
  if (value == nullptr || !std::isfinite(*value))
    refuse("field '" + name + "' is not a finite number");
  return *value;
}

double ModuleReader::number_or(const std::string& name, double fallback) {
  return has(name) ? number(name) : fallback;
}

std::int64_t ModuleReader::integer(const std::string& name, std::int64_t low, std::int64_t high) {
  const double value = number(name);
  if (value != std::floor(value) || value < static_cast<double>(low) ||
      value > static_cast<double>(high)) {
    std::string found = std::to_string(value);
    refuse("field '" + name + "' is " + found.substr(0, found.find(".000000")) +
           ", expected an integer from " + std::to_string(low) + " to " + std::to_string(high));
  }
  return static_cast<std::int64_t>(value);
}

std::int64_t ModuleReader::integer_or(const std::string& name, std::int64_t low, std::int64_t high,
                                      std::int64_t fallback) {
  return has(name) ? integer(name, low, high) : fallback;
}

bool ModuleReader::boolean_or(const std::string& name, bool fallback) {
  if (!has(name)) return fallback;
  const bool* value = std::get_if<bool>(&attribute(name));
  if (value == nullptr) refuse("field '" + name + "' is neither true nor false");
  return *value;
}

std::vector<std::int64_t> ModuleReader::sizes(const std::string& name) {
  const auto* values = std::get_if<std::vector<double>>(&attribute(name));
  if (values == nullptr || values->empty()) refuse("field '" + name + "' is not a list of sizes");
  std::vector<std::int64_t> sizes;
  for (const double value : *values) {
    if (value != std::floor(value) || std::abs(value) > 2147483648.0) {
      refuse("field '" + name + "' holds a number that is no size");
    }
    sizes.push_back(static_cast<std::int64_t>(value));
  }
  return sizes;
}

void ModuleReader::ignore(std::initializer_list<const char*> names) {
  for (const char* name : names) read_.insert(name);
}

const Array<float>& ModuleReader::raw_parameter(const std::string& name) {
  const auto found = node_.parameters.find(name);
  if (found == node_.parameters.end()) refuse("parameter '" + name + "' is missing");
  read_.insert(name);
  return found->second;
}

Array<float> ModuleReader::parameter(const std::string& name, const Shape& expected) {
  const Array<float>& values = raw_parameter(name);
  if (values.shape != expected) {
    refuse("parameter '" + name + "' has shape " + shape_text(values.shape) + ", expected " +
           shape_text(expected));
  }
  return values;
}

Array<float> ModuleReader::reshaped_parameter(const std::string& name, const Shape& expected) {
  const Array<float>& values = raw_parameter(name);
  if (values.size() != element_count(expected)) {
    refuse("parameter '" + name + "' has shape " + shape_text(values.shape) + ", expected " +
           shape_text(expected));
  }
  return {expected, values.values};
}

std::vector<float> ModuleReader::vector_or_zeros(const std::string& name, std::int64_t size) {
  if (has_parameter(name)) return parameter(name, {size}).values;
  return std::vector<float>(static_cast<std::size_t>(size), 0.0F);
}

void ModuleReader::finish() const {
  for (const auto& [name, value] : node_.attributes) {
    if (!read_.contains(name)) refuse("field '" + name + "' has no meaning that Sluice knows");
  }
  for (const auto& [name, values] : node_.parameters) {
    if (!read_.contains(name)) refuse("parameter '" + name + "' has no meaning that Sluice knows");
  }
}

}  // namespace sluice
