// Every fact of a design once, in the order in which people ask for it.
#include "compiler/netlist/manifest.hpp"

#include <nlohmann/json.hpp>

#include "compiler/dataflow/units.hpp"
#include "compiler/netlist/build.hpp"
#include "compiler/netlist/verilog.hpp"
#include "compiler/quantize/bounds.hpp"
#include "compiler/schedule/timing.hpp"
#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

using Json = nlohmann::ordered_json;

class ManifestWriter {
 public:
  ManifestWriter(const IntegerGraph& graph, const ScheduledDataflow& scheduled,
                 const Netlist& netlist)
      : graph_(graph),
        scheduled_(scheduled),
        dataflow_(scheduled.dataflow),
        netlist_(netlist),
        bounds_(value_bounds(graph)) {}

  std::string run() const {
    const Unit& slowest = unit(scheduled_.bottleneck);
    Json root;
    root["format"] = "sluice-design-1";
    root["name"] = dataflow_.name;
    root["top"] = netlist_.name;
    root["clock_mhz"] = scheduled_.clock_mhz;
    root["fps"] = scheduled_.clock_mhz * 1e6 / static_cast<double>(scheduled_.interval_cycles);
    root["interval_cycles"] = scheduled_.interval_cycles;
    root["latency_cycles"] = scheduled_.latency_cycles;
    root["bottleneck"] = {{"unit", slowest.name},
                          {"layer", slowest.layer},
                          {"interval_cycles", interval_cycles(dataflow_, slowest)}};
    root["multipliers"] = scheduled_.multipliers;
    root["inputs"] = inputs();
    root["outputs"] = outputs();
    root["units"] = Json::array();
    for (const Unit& each : dataflow_.units) root["units"].push_back(unit_json(each));
    root["fifos"] = Json::array();
    for (const Stream& stream : dataflow_.streams) root["fifos"].push_back(fifo(stream));
    root["accumulators"] = accumulators();
    root["files"] = files();
    return root.dump(2) + "\n";
  }

 private:
  const Unit& unit(UnitId id) const { return dataflow_.units[static_cast<std::size_t>(id)]; }
  const Stream& stream(StreamId id) const {
    return dataflow_.streams[static_cast<std::size_t>(id)];
  }
  const IntegerValue& value(ValueId id) const {
    return graph_.values[static_cast<std::size_t>(id)];
  }

  Json edge(const std::string& name, ValueId id, const Unit& unit, const Stream& stream) const {
    const IntegerValue& v = value(id);
    return {{"name", name},
            {"port", axi_port(dataflow_, unit)},
            {"shape", v.shape},
            {"order", v.order},
            {"bits", stream.format.bits},
            {"signed", stream.format.is_signed},
            {"scale", v.scale},
            {"zero_point", v.zero_point},
            {"lanes", stream.lanes},
            {"beats", stream.beats},
            {"tdata_bits", tdata_bits(stream)}};
  }

  Json inputs() const {
    Json all = Json::array();
    std::size_t port = 0;
    for (const Unit& each : dataflow_.units) {
      if (!std::holds_alternative<InputUnit>(each.kind)) continue;
      const ValueId id = graph_.inputs[port++];
      all.push_back(edge(value(id).name, id, each, stream(each.outputs[0])));
    }
    return all;
  }

  Json outputs() const {
    Json all = Json::array();
    std::size_t port = 0;
    for (const Unit& each : dataflow_.units) {
      if (!std::holds_alternative<OutputUnit>(each.kind)) continue;
      const IntegerOutput& output = graph_.outputs[port++];
      all.push_back(edge(output.name, output.value, each, stream(each.inputs[0])));
      all.back()["host_op"] = host_op_name(output.host_op);
    }
    return all;
  }

  Json unit_json(const Unit& each) const {
    const auto* matvec = std::get_if<MatrixVectorUnit>(&each.kind);
    Json json = {{"name", each.name},
                 {"kind", kind_name(each.kind)},
                 {"layer", each.layer},
                 {"macs", macs(each.kind)},
                 {"pe", matvec ? Json(matvec->pe) : Json(nullptr)},
                 {"simd", matvec ? Json(matvec->simd) : Json(nullptr)},
                 {"multipliers", multipliers(dataflow_, each)},
                 {"interval_cycles", interval_cycles(dataflow_, each)}};
    if (const auto* window = std::get_if<WindowUnit>(&each.kind)) json["rows"] = window->rows;
    return json;
  }

  Json fifo(const Stream& each) const {
    return {{"name", each.name},
            {"from", unit(each.producer).name},
            {"to", unit(each.consumer).name},
            {"depth", each.depth},
            {"lanes", each.lanes},
            {"bits", each.format.bits},
            {"signed", each.format.is_signed}};
  }

  // The sums that the weights and the input's range allow, and the bits that they need.
  Json accumulators() const {
    Json all = Json::array();
    for (const Unit& each : dataflow_.units) {
      if (!std::holds_alternative<MatrixVectorUnit>(each.kind)) continue;
      const Stream& out = stream(each.outputs[0]);
      const Interval& sums = bounds_[static_cast<std::size_t>(out.content.value)];
      all.push_back({{"unit", each.name},
                     {"bits", out.format.bits},
                     {"lowest", sums.low},
                     {"highest", sums.high},
                     {"bits_needed", narrowest_format(sums.low, sums.high, true).bits}});
    }
    return all;
  }

  Json files() const {
    Json rtl = Json::array();
    for (const VerilogFile& file : print_verilog(netlist_)) rtl.push_back("rtl/" + file.name);
    Json mem = Json::array();
    for (const MemoryImage& image : netlist_.images) mem.push_back(image.path);
    return {{"rtl", rtl},
            {"mem", mem},
            {"model",
             {"model/network.json", "model/network.bin", "model/integer.json", "model/integer.bin",
              "model/dataflow.json", "model/dataflow.bin"}}};
  }

  const IntegerGraph& graph_;
  const ScheduledDataflow& scheduled_;
  const Dataflow& dataflow_;
  const Netlist& netlist_;
  std::vector<Interval> bounds_;
};

}  // namespace

std::string manifest_json(const IntegerGraph& graph, const ScheduledDataflow& scheduled,
                          const Netlist& netlist) {
  return ManifestWriter(graph, scheduled, netlist).run();
}

}  // namespace sluice
