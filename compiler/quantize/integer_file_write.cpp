// Writing of integer graphs.
#include <cstring>
#include <nlohmann/json.hpp>

#include "compiler/quantize/integer_file.hpp"

namespace sluice {
namespace {

using nlohmann::json;

json location_json(const ScriptLocation& location) {
  return {{"file", location.file}, {"line", location.line}};
}

json value_json(const IntegerValue& value) {
  return {{"name", value.name},
          {"shape", value.shape},
          {"order", value.order},
          {"bits", value.format.bits},
          {"signed", value.format.is_signed},
          {"scale", value.scale},
          {"zero_point", value.zero_point}};
}

json padding_json(const Padding& p) { return {p.top, p.left, p.bottom, p.right}; }

json window_json(const WindowGeometry& w) {
  return {{"kernel", {w.kernel_h, w.kernel_w}},
          {"stride", {w.stride_h, w.stride_w}},
          {"padding", padding_json(w.padding)}};
}

class Writer {
 public:
  json op_json(const IntegerOp& op) {
    return std::visit([this](const auto& o) { return attributes(o); }, op);
  }

  std::string take_bytes() { return std::move(bytes_); }

 private:
  json attributes(const IntegerConvolution& op) {
    return {{"weight", numbers(op.weight.values)},
            {"shape", op.weight.shape},
            {"weight_bits", op.weight_bits},
            {"window", window_json(op.window)}};
  }
  json attributes(const IntegerLinear& op) {
    return {{"weight", numbers(op.weight.values)},
            {"shape", op.weight.shape},
            {"weight_bits", op.weight_bits}};
  }
  static json attributes(const IntegerRescale& op) {
    return {{"multiplier", op.multiplier},
            {"offset", op.offset},
            {"shift", op.shift},
            {"low", op.low},
            {"high", op.high},
            {"power_of_two", op.power_of_two},
            {"low_is_wanted", op.low_is_wanted},
            {"high_is_wanted", op.high_is_wanted}};
  }
  json attributes(const IntegerLookup& op) {
    return {{"table", numbers(op.table)},
            {"entries", op.table.size()},
            {"cut_off", numbers(op.cut_off)},
            {"cut_off_entries", op.cut_off.size()}};
  }
  static json attributes(const IntegerMaxPool& op) { return {{"window", window_json(op.window)}}; }
  static json attributes(const IntegerSumPool& op) { return {{"window", window_json(op.window)}}; }
  static json attributes(const IntegerAdd& op) { return {{"multiplier", op.multiplier}}; }
  static json attributes(const IntegerMultiply&) { return json::object(); }
  static json attributes(const IntegerConcat& op) { return {{"axis", op.axis}}; }
  static json attributes(const IntegerPad& op) { return {{"padding", padding_json(op.padding)}}; }
  static json attributes(const IntegerReshape&) { return json::object(); }

  // Appends the numbers and gives the place of the first, counted in numbers.
  std::size_t numbers(const std::vector<std::int32_t>& values) {
    const std::size_t place = bytes_.size() / sizeof(std::int32_t);
    const auto* begin = reinterpret_cast<const char*>(values.data());
    bytes_.append(begin, values.size() * sizeof(std::int32_t));
    return place;
  }

  std::string bytes_;
};

}  // namespace

IntegerGraphText integer_graph_text(const IntegerGraph& graph) {
  Writer writer;
  json document = {{"format", "sluice-integer-1"}, {"name", graph.name},
                   {"values", json::array()},      {"nodes", json::array()},
                   {"inputs", graph.inputs},       {"outputs", json::array()}};
  for (const IntegerValue& value : graph.values) document["values"].push_back(value_json(value));
  for (const IntegerNode& node : graph.nodes) {
    document["nodes"].push_back({{"name", node.name},
                                 {"layer", node.layer},
                                 {"op", op_name(node.op)},
                                 {"attributes", writer.op_json(node.op)},
                                 {"inputs", node.inputs},
                                 {"output", node.output},
                                 {"location", location_json(node.location)}});
  }
  for (const IntegerOutput& output : graph.outputs) {
    document["outputs"].push_back({{"name", output.name},
                                   {"value", output.value},
                                   {"host_op", host_op_name(output.host_op)}});
  }
  return {document.dump(1) + "\n", writer.take_bytes()};
}

}  // namespace sluice
