// A dataflow as text and numbers: what a design folder keeps in model/dataflow.json and .bin.
#pragma once

#include <string>
#include <string_view>

#include "compiler/dataflow/dataflow.hpp"

namespace sluice {

// `bytes` holds weights, constants and tables as 64-bit little-endian integers, in the order of the
// units.
struct DataflowText {
  std::string json;
  std::string bytes;
};

DataflowText dataflow_text(const Dataflow& dataflow);

// The inverse, strict: throws Error, with the field's path, for anything that dataflow_text would
// not have written, and for a dataflow that verify() finds fault with. `source` is what messages
// call the text.
Dataflow parse_dataflow(std::string_view json_text, std::string_view bytes,
                        const std::string& source = "dataflow.json");

}  // namespace sluice
