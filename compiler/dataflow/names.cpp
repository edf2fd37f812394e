// Identifiers that Verilog and people can both read.
#include "compiler/dataflow/names.hpp"

#include <cctype>
#include <string_view>

#include "runtime/base/error.hpp"

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

void refuse_module_name(const std::string& name) {
  if (identifier(name) != name || std::isalpha(static_cast<unsigned char>(name[0])) == 0) {
    throw Error("found design name '" + name +
                "', expected a letter and then letters, digits or single '_'");
  }
  static const std::set<std::string_view> kWords = {
      "always",    "and",      "assign",    "automatic", "begin",      "buf",         "case",
      "casex",     "casez",    "cell",      "config",    "deassign",   "default",     "defparam",
      "design",    "disable",  "edge",      "else",      "end",        "endcase",     "endmodule",
      "event",     "for",      "force",     "forever",   "fork",       "function",    "generate",
      "genvar",    "if",       "initial",   "inout",     "input",      "instance",    "integer",
      "join",      "large",    "liblist",   "library",   "localparam", "macromodule", "medium",
      "module",    "nand",     "negedge",   "nor",       "not",        "or",          "output",
      "parameter", "posedge",  "primitive", "pulldown",  "pullup",     "real",        "realtime",
      "reg",       "release",  "repeat",    "scalared",  "signed",     "small",       "specify",
      "specparam", "strength", "supply0",   "supply1",   "table",      "task",        "time",
      "tran",      "tri",      "tri0",      "tri1",      "triand",     "trior",       "trireg",
      "unsigned",  "use",      "vectored",  "wait",      "wand",       "weak0",       "weak1",
      "while",     "wire",     "wor",       "xnor",      "xor",        "logic",       "bit",
      "byte",      "int",      "class",     "interface", "package",    "program",     "property",
      "sequence",  "string",   "struct",    "type",      "union",      "void",        "do",
      "return",    "break",    "continue",  "this",      "new",        "null",        "super"};
  if (kWords.count(name) > 0) {
    throw Error("found design name '" + name + "', expected none of Verilog's own words");
  }
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
