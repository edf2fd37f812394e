// An IntegerGraph as text and numbers: what a design folder keeps in model/integer.json and .bin.
#pragma once

#include <string>
#include <string_view>

#include "compiler/quantize/integer_graph.hpp"

namespace sluice {

// `bytes` holds weights and tables as 32-bit little-endian integers, in the order of the nodes.
struct IntegerGraphText {
  std::string json;
  std::string bytes;
};

IntegerGraphText integer_graph_text(const IntegerGraph& graph);

// The inverse, strict: throws Error, with the field's path, for anything that integer_graph_text
// would not have written, and for a graph that verify() finds fault with. `source` is what messages
// call the text.
IntegerGraph parse_integer_graph(std::string_view json_text, std::string_view bytes,
                                 const std::string& source = "integer.json");

}  // namespace sluice
