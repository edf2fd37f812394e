# cmake -DOUTPUT=FILE -DSOURCES=a.v|b.v -P embed_rtl.cmake: the modules of rtl/ as a C++ table.
string(REPLACE "|" ";" sources "${SOURCES}")
set(entries "")
foreach(source ${sources})
  get_filename_component(name ${source} NAME_WE)
  string(REGEX REPLACE "^sluice_" "" name ${name})
  list(APPEND names ${name})
  set(path_${name} ${source})
endforeach()
list(SORT names)
foreach(name ${names})
  file(READ ${path_${name}} text)
  string(APPEND entries "    {\"${name}\", R\"rtl(${text})rtl\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made from rtl/ by embed_rtl.cmake.
#include \"compiler/netlist/rtl_library.hpp\"

namespace sluice {
namespace {
constexpr RtlModule kModules[] = {
${entries}};
}  // namespace
std::span<const RtlModule> rtl_modules() { return kModules; }
}  // namespace sluice
")
