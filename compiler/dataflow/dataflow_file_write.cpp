// Writes a dataflow; members stand in the order in which they are read.
#include <nlohmann/json.hpp>

#include "compiler/dataflow/dataflow_file.hpp"
#include "compiler/dataflow/units.hpp"

namespace sluice {
namespace {

using Json = nlohmann::ordered_json;

class Writer {
 public:
  explicit Writer(const Dataflow& dataflow) : dataflow_(dataflow) {}

  DataflowText run() {
    Json root = {{"format", "sluice-dataflow-1"}, {"name", dataflow_.name}};
    root["streams"] = Json::array();
    for (const Stream& stream : dataflow_.streams) root["streams"].push_back(stream_json(stream));
    root["units"] = Json::array();
    for (const Unit& unit : dataflow_.units) root["units"].push_back(unit_json(unit));
    return {root.dump(1) + "\n", std::move(bytes_)};
  }

 private:
  static Json stream_json(const Stream& stream) {
    return {{"name", stream.name},
            {"bits", stream.format.bits},
            {"signed", stream.format.is_signed},
            {"lanes", stream.lanes},
            {"beats", stream.beats},
            {"depth", stream.depth},
            {"value", stream.content.value},
            {"windows_of", stream.content.windows ? stream.content.window_unit : -1}};
  }

  Json unit_json(const Unit& unit) {
    return {{"name", unit.name},
            {"layer", unit.layer},
            {"file", unit.location.file},
            {"line", unit.location.line},
            {"inputs", unit.inputs},
            {"outputs", unit.outputs},
            {"kind", kind_name(unit.kind)},
            {"attributes",
             std::visit([this](const auto& kind) { return attributes(kind); }, unit.kind)}};
  }

  template <typename T>
  Json numbers(const std::vector<T>& values) {
    Json reference = {{"offset", bytes_.size() / 8}, {"count", values.size()}};
    for (const T& value : values) {
      auto bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
      for (int i = 0; i < 8; ++i, bits >>= 8) bytes_ += static_cast<char>(bits & 0xff);
    }
    return reference;
  }

  static Json attributes(const InputUnit& unit) { return {{"beats", unit.beats}}; }
  static Json attributes(const OutputUnit& unit) { return {{"beats", unit.beats}}; }
  static Json attributes(const ForkUnit& unit) { return {{"beats", unit.beats}}; }
  static Json attributes(const WidthUnit& unit) {
    return {
        {"in_lanes", unit.in_lanes}, {"out_lanes", unit.out_lanes}, {"elements", unit.elements}};
  }
  static Json attributes(const WindowUnit& unit) {
    const WindowGeometry& g = unit.window;
    return {{"channels", unit.channels},
            {"height", unit.height},
            {"width", unit.width},
            {"lanes", unit.lanes},
            {"kernel", {g.kernel_h, g.kernel_w}},
            {"stride", {g.stride_h, g.stride_w}},
            {"padding", {g.padding.top, g.padding.left, g.padding.bottom, g.padding.right}},
            {"channel_order", unit.order == WindowOrder::kChannel},
            {"parallel_h", unit.parallel_h},
            {"parallel_w", unit.parallel_w},
            {"pad_value", unit.pad_value},
            {"rows", unit.rows}};
  }
  Json attributes(const MatrixVectorUnit& unit) {
    return {{"weight", numbers(unit.weight.values)},
            {"shape", unit.weight.shape},
            {"weight_bits", unit.weight_bits},
            {"vectors", unit.vectors},
            {"pe", unit.pe},
            {"simd", unit.simd}};
  }
  static Json attributes(const ReduceUnit& unit) {
    return {{"max", unit.kind == ReduceKind::kMax},
            {"places", unit.places},
            {"count", unit.count},
            {"results", unit.results}};
  }
  Json attributes(const RescaleUnit& unit) {
    const IntegerRescale& r = unit.rescale;
    return {{"multiplier", numbers(r.multiplier)},
            {"offset", numbers(r.offset)},
            {"shift", r.shift},
            {"low", r.low},
            {"high", r.high},
            {"power_of_two", r.power_of_two},
            {"elements", unit.elements},
            {"hold", unit.hold}};
  }
  Json attributes(const LookupUnit& unit) {
    return {{"table", numbers(unit.table)}, {"elements", unit.elements}};
  }
  static Json attributes(const AddUnit& unit) {
    return {{"multiplier", unit.multiplier}, {"elements", unit.elements}};
  }
  static Json attributes(const MultiplyUnit& unit) { return {{"elements", unit.elements}}; }
  static Json attributes(const ConcatUnit& unit) {
    return {{"beats", unit.beats}, {"rounds", unit.rounds}};
  }

  const Dataflow& dataflow_;
  std::string bytes_;
};

}  // namespace

DataflowText dataflow_text(const Dataflow& dataflow) { return Writer(dataflow).run(); }

}  // namespace sluice
