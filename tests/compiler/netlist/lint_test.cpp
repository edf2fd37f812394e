// Every kind of unit as the compiler emits it passes three tools without a word.
#include <catch2/catch.hpp>
#include <set>

#include "compiler/dataflow/binary_joins.hpp"
#include "compiler/dataflow/lower.hpp"
#include "compiler/dataflow/units.hpp"
#include "compiler/netlist/build.hpp"
#include "tests/compiler/folders.hpp"
#include "tests/compiler/graphs.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

ScheduledDataflow scheduled(const IntegerGraph& graph, std::int64_t frame_cycles) {
  FoldingOptions options;
  if (frame_cycles > 0) options.frame_cycles = frame_cycles;
  return schedule(lower(with_binary_joins(graph)), options);
}

// One graph with every kind of unit in it.
IntegerGraph everything() {
  GraphBuilder b("everything");
  const ValueId x = b.input({3, 8, 8}, kSignedByte);
  const ValueId padded = b.pad(x, {1, 0, 0, 1});
  const ValueId c = b.rescale(b.convolution(padded, 6, square(3, 1, 1)), kByte);
  const ValueId shortcut = b.rescale(b.convolution(c, 6, square(1)), {6, true}, true);
  const ValueId look = b.lookup(shortcut, kByte);
  const ValueId sum = b.rescale(b.add({look, c, c}, {3, -4, 1}), kByte, false, false);
  const ValueId product = b.rescale(b.multiply({sum, look}), kByte);
  const ValueId joined = b.concat({product, sum}, 0);
  const ValueId pooled = b.max_pool(joined, square(3, 2, 1));
  b.output(pooled, "features");
  const ValueId mean = b.rescale(b.sum_pool(pooled, square(5)), kByte);
  b.output(b.rescale(b.linear(b.flatten(mean), 4), {16, true}), "logits");
  return b.graph();
}

void lint(const ScheduledDataflow& design) {
  const ScratchFolder folder;
  const Netlist netlist = build_netlist(design);
  write_netlist(netlist, folder.path());
  const std::string top = netlist.name;
  CHECK(complaints(folder.path(), "verilator -Wall --lint-only --language 1364-2005 --top-module " +
                                      top + " rtl/*.v") == "");
  CHECK(complaints(folder.path(), "iverilog -g2005 -Wall -s " + top + " -o top.vvp rtl/*.v") == "");
  CHECK(complaints(folder.path(), "yosys -q -p 'read_verilog rtl/*.v; hierarchy -check -top " +
                                      top + "; proc; check -assert'") == "");
}

}  // namespace

TEST_CASE("every unit is emitted without a warning", "[netlist][lint]") {
  std::set<std::string> kinds;
  // One element at a time, then wide, with converters between.
  for (const std::int64_t frame_cycles : {0, 250}) {
    const ScheduledDataflow design = scheduled(everything(), frame_cycles);
    for (const Unit& unit : design.dataflow.units) kinds.insert(kind_name(unit.kind));
    lint(design);
  }
  CHECK(kinds.size() == std::variant_size_v<UnitKind>);
}

TEST_CASE("two designs fit on one chip, even when one is named like a part of the other",
          "[netlist][lint]") {
  const ScratchFolder folder;
  std::string instances;
  for (const char* name : {"alpha", "alpha_fifo", "alpha_matvec"}) {
    IntegerGraph graph = everything();
    graph.name = name;
    const Netlist netlist = build_netlist(scheduled(graph, 0));
    write_netlist(netlist, folder.path());
    instances += std::string("  ") + name + " " + name + "_core ();\n";
  }
  // Every image of every design is there: none has overwritten another's.
  std::size_t images = 0;
  for ([[maybe_unused]] const auto& file :
       std::filesystem::directory_iterator(folder.path() + "/mem")) {
    ++images;
  }
  CHECK(images == 3 * build_netlist(scheduled(everything(), 0)).images.size());
  write_file(folder / "chip.v", "module chip;\n" + instances + "endmodule\n");
  CHECK(complaints(folder.path(), "iverilog -g2005 -s chip -o chip.vvp chip.v rtl/*.v") == "");
  CHECK(complaints(folder.path(),
                   "yosys -q -p 'read_verilog chip.v rtl/*.v; hierarchy -check -top chip; proc'") ==
        "");
}

TEST_CASE("LeNet-5 is emitted without a warning in at most 5,000 lines", "[netlist][lint]") {
  const ScheduledDataflow design = scheduled(lenet(), 5000);
  lint(design);
  std::size_t lines = 0;
  for (const VerilogFile& file : print_verilog(build_netlist(design))) {
    lines += static_cast<std::size_t>(std::count(file.text.begin(), file.text.end(), '\n'));
  }
  CHECK(lines <= 5000);
}
