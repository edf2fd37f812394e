// The only place that names RTL modules, parameters and ports (docs/hardware.md lists them).
#include "compiler/netlist/modules.hpp"

#include <utility>

#include "compiler/dataflow/names.hpp"
#include "compiler/dataflow/units.hpp"
#include "compiler/netlist/images.hpp"

namespace sluice {
namespace {

std::string text(std::int64_t number) { return std::to_string(number); }
std::string flag(bool set) { return set ? "1" : "0"; }
std::string quoted(const std::string& path) { return "\"" + path + "\""; }

// A packed list, 32 bits an entry, entry 0 in the low bits.
std::string list(const std::vector<std::int64_t>& entries) {
  std::string result;
  for (std::int64_t entry : entries) {
    result = "32'd" + text(entry) + (result.empty() ? "" : ", ") + result;
  }
  return "{" + result + "}";
}

class Instantiation {
 public:
  Instantiation(const Dataflow& dataflow, const Unit& unit, std::string axi, Netlist& netlist)
      : dataflow_(dataflow), unit_(unit), axi_(std::move(axi)), netlist_(netlist) {
    instance_.name = unit.name;
    instance_.comment = std::string(kind_name(unit.kind)) + " of layer " + unit.layer;
    connect("clk", "aclk");
    connect("rst", "rst");
  }

  Instance run() {
    std::visit(*this, unit_.kind);
    return std::move(instance_);
  }

  void operator()(const InputUnit& unit) {
    const Stream& out = output();
    instance_.module = "axis_in";
    set("BITS", text(out.format.bits));
    set("LANES", text(out.lanes));
    set("BEATS", text(unit.beats));
    set_depth();
    for (const char* part : {"_tvalid", "_tready", "_tdata", "_tlast"}) {
      connect("s_axis" + std::string(part), axi_ + part);
    }
    connect_stream("out", unit_.outputs);
    connect("tlast_error", "tlast_error");
  }

  void operator()(const OutputUnit& unit) {
    const Stream& in = input();
    instance_.module = "axis_out";
    set("BITS", text(in.format.bits));
    set("SIGNED", flag(in.format.is_signed));
    set("LANES", text(in.lanes));
    set("BEATS", text(unit.beats));
    connect_stream("in", unit_.inputs);
    for (const char* part : {"_tvalid", "_tready", "_tdata", "_tlast"}) {
      connect("m_axis" + std::string(part), axi_ + part);
    }
  }

  void operator()(const ForkUnit&) {
    std::vector<std::int64_t> depths;
    for (StreamId id : unit_.outputs) depths.push_back(stream(id).depth);
    instance_.module = "fork";
    set("WIDTH", text(beat_bits(input())));
    set("OUTPUTS", text(static_cast<std::int64_t>(unit_.outputs.size())));
    set("DEPTHS", list(depths));
    connect_stream("in", unit_.inputs);
    connect_stream("out", unit_.outputs);
  }

  void operator()(const WidthUnit& unit) {
    const bool widens = unit.out_lanes > unit.in_lanes;
    instance_.module = widens ? "widen" : "narrow";
    set("WIDTH", text(beat_bits(widens ? input() : output())));
    set("FACTOR", text(widens ? unit.out_lanes / unit.in_lanes : unit.in_lanes / unit.out_lanes));
    set_depth();
    connect_in_out();
  }

  void operator()(const WindowUnit& unit) {
    const WindowGeometry& g = unit.window;
    instance_.module = "window";
    set("BITS", text(input().format.bits));
    set("CHANNELS", text(unit.channels));
    set("LANES", text(unit.lanes));
    set("IMAGE_H", text(unit.height));
    set("IMAGE_W", text(unit.width));
    set("KERNEL_H", text(g.kernel_h));
    set("KERNEL_W", text(g.kernel_w));
    set("STRIDE_H", text(g.stride_h));
    set("STRIDE_W", text(g.stride_w));
    set("PAD_TOP", text(g.padding.top));
    set("PAD_LEFT", text(g.padding.left));
    set("OUT_H", text(out_height(unit)));
    set("OUT_W", text(out_width(unit)));
    set("BUFFER_ROWS", text(unit.rows));
    set("PARALLEL_H", flag(unit.parallel_h));
    set("PARALLEL_W", flag(unit.parallel_w));
    set("CHANNEL_ORDER", flag(unit.order == WindowOrder::kChannel));
    set("PAD_VALUE", text(unit.pad_value));
    set_depth();
    connect_in_out();
  }

  void operator()(const MatrixVectorUnit& unit) {
    const std::string image = image_path("weights");
    instance_.module = "matvec";
    set("ROWS", text(unit.weight.shape.at(0)));
    set("COLS", text(unit.weight.shape.at(1)));
    set("PE", text(unit.pe));
    set("SIMD", text(unit.simd));
    set("X_BITS", text(input().format.bits));
    set("X_SIGNED", flag(input().format.is_signed));
    set("W_BITS", text(unit.weight_bits));
    set("ACC_BITS", text(output().format.bits));
    set("WEIGHTS", quoted(image));
    set_depth();
    connect_in_out();
    netlist_.images.push_back(weight_image(unit, image));
  }

  void operator()(const ReduceUnit& unit) {
    instance_.module = "reduce";
    set("IN_BITS", text(input().format.bits));
    set("SIGNED", flag(input().format.is_signed));
    set("OUT_BITS", text(output().format.bits));
    set("LANES", text(output().lanes));
    set("PLACES", text(unit.places));
    set("COUNT", text(unit.count));
    set("MAX", flag(unit.kind == ReduceKind::kMax));
    set_depth();
    connect_in_out();
  }

  void operator()(const RescaleUnit& unit) {
    const std::string image = image_path("constants");
    const int lanes = input().lanes;
    const RescaleLayout layout = rescale_layout(unit, lanes);
    instance_.module = "rescale";
    set("IN_BITS", text(input().format.bits));
    set("IN_SIGNED", flag(input().format.is_signed));
    set("OUT_BITS", text(output().format.bits));
    set("LANES", text(lanes));
    set("PERIOD", text(layout.period));
    set("HOLD", text(unit.hold));
    set("M_BITS", text(layout.multiplier_bits));
    set("B_BITS", text(layout.offset_bits));
    set("SHIFT", text(unit.rescale.shift));
    set("LOW", text(unit.rescale.low));
    set("HIGH", text(unit.rescale.high));
    set("POWER_OF_TWO", flag(unit.rescale.power_of_two));
    set("CONSTANTS", quoted(image));
    set_depth();
    connect_in_out();
    netlist_.images.push_back(rescale_image(unit, lanes, image));
  }

  void operator()(const LookupUnit& unit) {
    const std::string image = image_path("table");
    instance_.module = "lookup";
    set("IN_BITS", text(input().format.bits));
    set("IN_SIGNED", flag(input().format.is_signed));
    set("OUT_BITS", text(output().format.bits));
    set("LANES", text(input().lanes));
    set("TABLE", quoted(image));
    set_depth();
    connect_in_out();
    netlist_.images.push_back(lookup_image(unit, output().format.bits, image));
  }

  void operator()(const AddUnit& unit) {
    instance_.module = "add";
    set("A_BITS", text(input(0).format.bits));
    set("A_SIGNED", flag(input(0).format.is_signed));
    set("A_MULTIPLIER", text(unit.multiplier.at(0)));
    set("B_BITS", text(input(1).format.bits));
    set("B_SIGNED", flag(input(1).format.is_signed));
    set("B_MULTIPLIER", text(unit.multiplier.at(1)));
    connect_join();
  }

  void operator()(const MultiplyUnit&) {
    instance_.module = "multiply";
    set("A_BITS", text(input(0).format.bits));
    set("A_SIGNED", flag(input(0).format.is_signed));
    set("B_BITS", text(input(1).format.bits));
    set("B_SIGNED", flag(input(1).format.is_signed));
    connect_join();
  }

  void operator()(const ConcatUnit& unit) {
    instance_.module = "concat";
    set("WIDTH", text(beat_bits(output())));
    set("INPUTS", text(static_cast<std::int64_t>(unit_.inputs.size())));
    set("BEATS", list(unit.beats));
    set_depth();
    connect_in_out();
  }

 private:
  const Stream& stream(StreamId id) const {
    return dataflow_.streams[static_cast<std::size_t>(id)];
  }
  const Stream& input(std::size_t port = 0) const { return stream(unit_.inputs.at(port)); }
  const Stream& output() const { return stream(unit_.outputs.at(0)); }
  static std::int64_t beat_bits(const Stream& stream) {
    return std::int64_t{stream.lanes} * stream.format.bits;
  }
  std::string image_path(const std::string& what) const {
    return "mem/" + part_name(dataflow_.name, unit_.name) + "_" + what + ".hex";
  }

  void set(const std::string& name, std::string value) {
    instance_.parameters.push_back({name, std::move(value)});
  }
  void set_depth() { set("DEPTH", text(std::int64_t{output().depth})); }
  void connect(const std::string& port, const std::string& net) {
    instance_.connections.push_back({port, {net}});
  }
  void connect_stream(const std::string& port, const std::vector<StreamId>& streams) {
    for (const char* part : {"_valid", "_ready", "_data"}) {
      Connection connection{port + part, {}};
      for (StreamId id : streams) connection.nets.push_back(stream(id).name + part);
      instance_.connections.push_back(std::move(connection));
    }
  }
  void connect_in_out() {
    connect_stream("in", unit_.inputs);
    connect_stream("out", unit_.outputs);
  }
  void connect_join() {
    set("OUT_BITS", text(output().format.bits));
    set("LANES", text(output().lanes));
    set_depth();
    connect_stream("a", {unit_.inputs.at(0)});
    connect_stream("b", {unit_.inputs.at(1)});
    connect_stream("out", unit_.outputs);
  }

  const Dataflow& dataflow_;
  const Unit& unit_;
  std::string axi_;
  Netlist& netlist_;
  Instance instance_;
};

}  // namespace

Instance instantiate(const Dataflow& dataflow, const Unit& unit, const std::string& prefix,
                     Netlist& netlist) {
  return Instantiation(dataflow, unit, prefix, netlist).run();
}

}  // namespace sluice
