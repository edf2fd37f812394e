// Names of layers and designs as Verilog identifiers.
#pragma once

#include <string>

namespace sluice {

// Letters, digits and underscores stay, all else becomes '_'; never empty, never a leading digit.
std::string identifier(const std::string& text);

// What belongs to a design and has a name beside it on a chip: "<design>__<part>". No design's own
// name has two underscores in a row, so parts of two designs never share a name.
std::string part_name(const std::string& design, const std::string& part);

// Throws Error for what cannot be the name of a design: no identifier, one of more than
// kLongestName characters, or one of Verilog's own words.
void refuse_module_name(const std::string& name);

}  // namespace sluice
