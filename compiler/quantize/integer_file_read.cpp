// Strict reading of integer graphs.
#include <cmath>
#include <cstring>
#include <limits>
#include <map>

#include "compiler/network/json_reader.hpp"
#include "compiler/quantize/integer_file.hpp"

namespace sluice {
namespace {

constexpr int kMaxInt = std::numeric_limits<int>::max();

int read_int(const JsonReader& reader, int low, int high) {
  return static_cast<int>(reader.integer(low, high));
}

IntegerValue read_value(const JsonReader& reader) {
  reader.allow_only({"name", "shape", "order", "bits", "signed", "scale", "zero_point"});
  IntegerValue value;
  value.name = reader.member("name").text();
  value.shape = reader.member("shape").shape(1, 3);
  for (const JsonReader& part : reader.member("order").elements()) {
    value.order.push_back(part.shape(3, 3));
  }
  value.format = {read_int(reader.member("bits"), 1, 62), reader.member("signed").boolean()};
  for (const JsonReader& scale : reader.member("scale").elements()) {
    value.scale.push_back(scale.number());
    if (!(value.scale.back() > 0)) scale.fail("a positive number");
  }
  value.zero_point = reader.member("zero_point").integer();
  return value;
}

Padding read_padding(const JsonReader& reader) {
  const std::vector<std::int64_t> sides = reader.integers(-kMaxInt, kMaxInt);
  if (sides.size() != 4) reader.fail("four integers");
  return {static_cast<int>(sides[0]), static_cast<int>(sides[1]), static_cast<int>(sides[2]),
          static_cast<int>(sides[3])};
}

std::pair<int, int> read_pair(const JsonReader& reader) {
  const std::vector<std::int64_t> sides = reader.integers(1, kMaxInt);
  if (sides.size() != 2) reader.fail("two integers");
  return {static_cast<int>(sides[0]), static_cast<int>(sides[1])};
}

WindowGeometry read_window(const JsonReader& reader) {
  reader.allow_only({"kernel", "stride", "padding"});
  WindowGeometry window;
  std::tie(window.kernel_h, window.kernel_w) = read_pair(reader.member("kernel"));
  std::tie(window.stride_h, window.stride_w) = read_pair(reader.member("stride"));
  window.padding = read_padding(reader.member("padding"));
  return window;
}

class OpReader {
 public:
  OpReader(const JsonReader& reader, std::string_view bytes) : reader_(reader), bytes_(bytes) {}

  IntegerOp convolution() const {
    reader_.allow_only({"weight", "shape", "weight_bits", "window"});
    return IntegerConvolution{weight(4), weight_bits(), window()};
  }
  IntegerOp linear() const {
    reader_.allow_only({"weight", "shape", "weight_bits"});
    return IntegerLinear{weight(2), weight_bits()};
  }
  IntegerOp rescale() const {
    reader_.allow_only({"multiplier", "offset", "shift", "low", "high", "power_of_two",
                        "low_is_wanted", "high_is_wanted"});
    return IntegerRescale{integers("multiplier"),
                          integers("offset"),
                          read_int(reader_.member("shift"), 0, 62),
                          reader_.member("low").integer(),
                          reader_.member("high").integer(),
                          reader_.member("power_of_two").boolean(),
                          reader_.member("low_is_wanted").boolean(),
                          reader_.member("high_is_wanted").boolean()};
  }
  IntegerOp lookup() const {
    reader_.allow_only({"table", "entries", "cut_off", "cut_off_entries"});
    constexpr std::int64_t kMost = std::int64_t{1} << kMaxLookupBits;
    return IntegerLookup{numbers("table", reader_.member("entries").integer(2, kMost)),
                         numbers("cut_off", reader_.member("cut_off_entries").integer(0, kMost))};
  }
  IntegerOp max_pool() const {
    reader_.allow_only({"window"});
    return IntegerMaxPool{window()};
  }
  IntegerOp sum_pool() const {
    reader_.allow_only({"window"});
    return IntegerSumPool{window()};
  }
  IntegerOp add() const {
    reader_.allow_only({"multiplier"});
    return IntegerAdd{integers("multiplier")};
  }
  IntegerOp multiply() const {
    reader_.allow_only({});
    return IntegerMultiply{};
  }
  IntegerOp concat() const {
    reader_.allow_only({"axis"});
    return IntegerConcat{read_int(reader_.member("axis"), 0, 2)};
  }
  IntegerOp pad() const {
    reader_.allow_only({"padding"});
    return IntegerPad{read_padding(reader_.member("padding"))};
  }
  IntegerOp reshape() const {
    reader_.allow_only({});
    return IntegerReshape{};
  }

 private:
  std::vector<std::int32_t> numbers(const char* name, std::int64_t count) const {
    const auto available = static_cast<std::int64_t>(bytes_.size() / sizeof(std::int32_t));
    const JsonReader place = reader_.member(name);
    const std::int64_t first = place.integer(0, available);
    if (count > available - first) place.complain("reaches beyond the end of the numbers");
    std::vector<std::int32_t> values(static_cast<std::size_t>(count));
    if (values.empty()) return values;
    std::memcpy(values.data(),
                bytes_.data() + static_cast<std::size_t>(first) * sizeof(std::int32_t),
                values.size() * sizeof(std::int32_t));
    return values;
  }
  Array<std::int32_t> weight(std::size_t rank) const {
    Shape shape = reader_.member("shape").shape(rank, rank);
    std::vector<std::int32_t> values = numbers("weight", element_count(shape));
    return {std::move(shape), std::move(values)};
  }
  int weight_bits() const { return read_int(reader_.member("weight_bits"), 2, 16); }
  WindowGeometry window() const { return read_window(reader_.member("window")); }
  std::vector<std::int64_t> integers(const char* name) const {
    std::vector<std::int64_t> values;
    for (const JsonReader& element : reader_.member(name).elements()) {
      values.push_back(element.integer());
    }
    return values;
  }

  const JsonReader& reader_;
  std::string_view bytes_;
};

IntegerOp read_op(const JsonReader& name, const JsonReader& attributes, std::string_view bytes) {
  static const std::map<std::string, IntegerOp (OpReader::*)() const> kReaders = {
      {op_name(IntegerConvolution{}), &OpReader::convolution},
      {op_name(IntegerLinear{}), &OpReader::linear},
      {op_name(IntegerRescale{}), &OpReader::rescale},
      {op_name(IntegerLookup{}), &OpReader::lookup},
      {op_name(IntegerMaxPool{}), &OpReader::max_pool},
      {op_name(IntegerSumPool{}), &OpReader::sum_pool},
      {op_name(IntegerAdd{}), &OpReader::add},
      {op_name(IntegerMultiply{}), &OpReader::multiply},
      {op_name(IntegerConcat{}), &OpReader::concat},
      {op_name(IntegerPad{}), &OpReader::pad},
      {op_name(IntegerReshape{}), &OpReader::reshape},
  };
  const auto found = kReaders.find(name.text());
  if (found == kReaders.end()) name.fail("the name of an op");
  return (OpReader(attributes, bytes).*found->second)();
}

IntegerNode read_node(const JsonReader& reader, std::string_view bytes, int value_count) {
  reader.allow_only({"name", "layer", "op", "attributes", "inputs", "output", "location"});
  IntegerNode node;
  node.name = reader.member("name").text();
  node.layer = reader.member("layer").text();
  node.op = read_op(reader.member("op"), reader.member("attributes"), bytes);
  for (const std::int64_t input : reader.member("inputs").integers(0, value_count - 1)) {
    node.inputs.push_back(static_cast<ValueId>(input));
  }
  node.output = read_int(reader.member("output"), 0, value_count - 1);
  const JsonReader location = reader.member("location");
  location.allow_only({"file", "line"});
  node.location = {location.member("file").text(), read_int(location.member("line"), 0, kMaxInt)};
  return node;
}

IntegerOutput read_output(const JsonReader& reader, int value_count) {
  reader.allow_only({"name", "value", "host_op"});
  const JsonReader host_op = reader.member("host_op");
  for (const HostOp op : {HostOp::kNone, HostOp::kSoftMax, HostOp::kLogSoftMax}) {
    if (host_op.text() != host_op_name(op)) continue;
    return {reader.member("name").text(), read_int(reader.member("value"), 0, value_count - 1), op};
  }
  host_op.fail("none, SoftMax or LogSoftMax");
}

}  // namespace

IntegerGraph parse_integer_graph(std::string_view json_text, std::string_view bytes,
                                 const std::string& source) {
  const nlohmann::json document = parse_json(json_text, source);
  const JsonReader reader(document, source);
  reader.allow_only({"format", "name", "values", "nodes", "inputs", "outputs"});
  if (reader.member("format").text() != "sluice-integer-1") {
    reader.member("format").fail("\"sluice-integer-1\"");
  }
  IntegerGraph graph;
  graph.name = reader.member("name").text();
  for (const JsonReader& value : reader.member("values").elements()) {
    graph.values.push_back(read_value(value));
  }
  const int value_count = static_cast<int>(graph.values.size());
  for (const JsonReader& node : reader.member("nodes").elements()) {
    graph.nodes.push_back(read_node(node, bytes, value_count));
  }
  for (const std::int64_t input : reader.member("inputs").integers(0, value_count - 1)) {
    graph.inputs.push_back(static_cast<ValueId>(input));
  }
  for (const JsonReader& output : reader.member("outputs").elements()) {
    graph.outputs.push_back(read_output(output, value_count));
  }
  const std::vector<std::string> findings = verify(graph);
  if (!findings.empty()) throw Error(source + ": " + findings.front());
  return graph;
}

}  // namespace sluice
