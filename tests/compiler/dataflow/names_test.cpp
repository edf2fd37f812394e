// What may be called what in Verilog.
#include "compiler/dataflow/names.hpp"

#include "tests/compiler/expect_error.hpp"

namespace sluice::testing {
namespace {

TEST_CASE("identifiers keep letters and digits", "[dataflow]") {
  CHECK(identifier("conv1") == "conv1");
  CHECK(identifier("a..b") == "a_b");
  CHECK(identifier("2net") == "layer_2net");
  CHECK(identifier("") == "layer");
}

TEST_CASE("names of designs are no words of Verilog or SystemVerilog", "[dataflow]") {
  for (const char* name : {"module", "cmos", "static", "bufif0", "rtranif1", "uwire", "nettype",
                           "pulsestyle_onevent", "showcancelled", "ifnone", "checker", "xor"}) {
    INFO(name);
    expect_error([&] { refuse_module_name(name); }, {name, "none of Verilog's own words"});
  }
}

TEST_CASE("names of designs are plain identifiers", "[dataflow]") {
  CHECK_NOTHROW(refuse_module_name("lenet_5"));
  CHECK_NOTHROW(refuse_module_name("modules"));
  for (const char* name : {"", "_a", "a__b", "2a", "a-b"}) {
    INFO(name);
    expect_error([&] { refuse_module_name(name); }, {"expected a letter"});
  }
}

}  // namespace
}  // namespace sluice::testing
