// The two small texts that make Verilator's output of one design readable from outside.
#pragma once

#include <string>
#include <vector>

namespace sluice {

// Names of the top module's ports and of nets inside it.
struct ObservedNets {
  std::string top;
  std::vector<std::string> ports;
  std::vector<std::string> nets;
};

// Verilator's configuration: keeps the nets where they can be read.
std::string verilator_config(const ObservedNets& observed);

// sluice_model_create() of model_abi.h for the class Vtop.
std::string glue_source(const ObservedNets& observed);

}  // namespace sluice
