// Reads a dataflow back, trusting nothing.
#include <limits>
#include <map>

#include "compiler/dataflow/dataflow_file.hpp"
#include "compiler/dataflow/units.hpp"
#include "compiler/dataflow/verify.hpp"
#include "compiler/network/json_reader.hpp"

namespace sluice {
namespace {

constexpr int kMostInt = 1 << 28;  // sums of a few still fit an int
constexpr int kMostDepth = 1 << 24;

int whole(const JsonReader& reader, int low, int high) {
  return static_cast<int>(reader.integer(low, high));
}

std::int64_t positive(const JsonReader& reader) { return reader.integer(1, kMostElements); }

std::vector<int> ids(const JsonReader& reader, std::size_t count) {
  std::vector<int> result;
  for (std::int64_t id : reader.integers(0, static_cast<std::int64_t>(count) - 1)) {
    result.push_back(static_cast<int>(id));
  }
  return result;
}

// So many integers of [low, high], as an array of exactly `count`.
std::vector<int> exactly(const JsonReader& reader, std::size_t count, int low, int high) {
  const std::vector<std::int64_t> all = reader.integers(low, high);
  if (all.size() != count) reader.fail("an array of " + std::to_string(count) + " integers");
  return {all.begin(), all.end()};
}

class UnitReader {
 public:
  UnitReader(const JsonReader& attributes, std::string_view bytes)
      : reader_(attributes), bytes_(bytes) {}

  UnitKind read(const std::string& kind) const {
    static const std::map<std::string, UnitKind (UnitReader::*)() const> kReaders = {
        {kind_name(InputUnit{}), &UnitReader::beats<InputUnit>},
        {kind_name(OutputUnit{}), &UnitReader::beats<OutputUnit>},
        {kind_name(ForkUnit{}), &UnitReader::beats<ForkUnit>},
        {kind_name(WidthUnit{}), &UnitReader::width},
        {kind_name(WindowUnit{}), &UnitReader::window},
        {kind_name(MatrixVectorUnit{}), &UnitReader::matvec},
        {kind_name(ReduceUnit{}), &UnitReader::reduce},
        {kind_name(RescaleUnit{}), &UnitReader::rescale},
        {kind_name(LookupUnit{}), &UnitReader::lookup},
        {kind_name(AddUnit{}), &UnitReader::add},
        {kind_name(MultiplyUnit{}), &UnitReader::multiply},
        {kind_name(ConcatUnit{}), &UnitReader::concat}};
    const auto found = kReaders.find(kind);
    if (found == kReaders.end()) reader_.complain("found unit kind '" + kind + "'");
    return (this->*found->second)();
  }

 private:
  template <typename Unit>
  UnitKind beats() const {
    reader_.allow_only({"beats"});
    return Unit{positive(reader_.member("beats"))};
  }

  UnitKind width() const {
    reader_.allow_only({"in_lanes", "out_lanes", "elements"});
    return WidthUnit{number("in_lanes", 1), number("out_lanes", 1),
                     positive(reader_.member("elements"))};
  }

  UnitKind window() const {
    reader_.allow_only({"channels", "height", "width", "lanes", "kernel", "stride", "padding",
                        "channel_order", "parallel_h", "parallel_w", "pad_value", "rows"});
    WindowUnit unit;
    unit.channels = number("channels", 1);
    unit.height = number("height", 1);
    unit.width = number("width", 1);
    unit.lanes = number("lanes", 1);
    const std::vector<int> kernel = exactly(reader_.member("kernel"), 2, 1, kMostInt);
    const std::vector<int> stride = exactly(reader_.member("stride"), 2, 1, kMostInt);
    const std::vector<int> pad = exactly(reader_.member("padding"), 4, -kMostInt, kMostInt);
    unit.window = {kernel[0], kernel[1], stride[0], stride[1], {pad[0], pad[1], pad[2], pad[3]}};
    unit.order =
        reader_.member("channel_order").boolean() ? WindowOrder::kChannel : WindowOrder::kPosition;
    unit.parallel_h = reader_.member("parallel_h").boolean();
    unit.parallel_w = reader_.member("parallel_w").boolean();
    unit.pad_value = reader_.member("pad_value").integer();
    unit.rows = number("rows", 1);
    return unit;
  }

  UnitKind matvec() const {
    reader_.allow_only({"weight", "shape", "weight_bits", "vectors", "pe", "simd"});
    MatrixVectorUnit unit;
    const std::vector<int> shape = exactly(reader_.member("shape"), 2, 1, kMostInt);
    const std::vector<std::int64_t> values = numbers("weight");
    if (static_cast<std::int64_t>(values.size()) != std::int64_t{shape[0]} * shape[1]) {
      reader_.member("weight").fail("as many weights as the shape has places");
    }
    unit.weight = Array<std::int32_t>({shape[0], shape[1]});
    for (std::size_t i = 0; i < values.size(); ++i)
      unit.weight.values[i] = int32("weight", values[i]);
    unit.weight_bits = whole(reader_.member("weight_bits"), 1, 32);
    unit.vectors = positive(reader_.member("vectors"));
    unit.pe = number("pe", 1);
    unit.simd = number("simd", 1);
    return unit;
  }

  UnitKind reduce() const {
    reader_.allow_only({"max", "places", "count", "results"});
    return ReduceUnit{reader_.member("max").boolean() ? ReduceKind::kMax : ReduceKind::kSum,
                      number("places", 1), number("count", 1), positive(reader_.member("results"))};
  }

  UnitKind rescale() const {
    reader_.allow_only(
        {"multiplier", "offset", "shift", "low", "high", "power_of_two", "elements", "hold"});
    RescaleUnit unit;
    unit.rescale.multiplier = numbers("multiplier");
    unit.rescale.offset = numbers("offset");
    unit.rescale.shift = whole(reader_.member("shift"), 0, 62);
    unit.rescale.low = reader_.member("low").integer();
    unit.rescale.high = reader_.member("high").integer();
    unit.rescale.power_of_two = reader_.member("power_of_two").boolean();
    unit.elements = positive(reader_.member("elements"));
    unit.hold = positive(reader_.member("hold"));
    return unit;
  }

  UnitKind lookup() const {
    reader_.allow_only({"table", "elements"});
    LookupUnit unit;
    for (std::int64_t value : numbers("table")) unit.table.push_back(int32("table", value));
    unit.elements = positive(reader_.member("elements"));
    return unit;
  }

  UnitKind add() const {
    reader_.allow_only({"multiplier", "elements"});
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    return AddUnit{reader_.member("multiplier").integers(-kMost, kMost),
                   positive(reader_.member("elements"))};
  }

  UnitKind multiply() const {
    reader_.allow_only({"elements"});
    return MultiplyUnit{positive(reader_.member("elements"))};
  }

  UnitKind concat() const {
    reader_.allow_only({"beats", "rounds"});
    return ConcatUnit{reader_.member("beats").integers(1, kMostElements),
                      positive(reader_.member("rounds"))};
  }

  int number(const char* name, int low) const { return whole(reader_.member(name), low, kMostInt); }

  std::int32_t int32(const char* name, std::int64_t value) const {
    if (value < std::numeric_limits<std::int32_t>::min() ||
        value > std::numeric_limits<std::int32_t>::max()) {
      reader_.member(name).fail("32-bit integers in the .bin file");
    }
    return static_cast<std::int32_t>(value);
  }

  std::vector<std::int64_t> numbers(const char* name) const {
    const JsonReader reference = reader_.member(name);
    reference.allow_only({"offset", "count"});
    const auto held = static_cast<std::int64_t>(bytes_.size() / 8);
    const std::int64_t offset = reference.member("offset").integer(0, held);
    const std::int64_t count = reference.member("count").integer(1, held - offset);
    std::vector<std::int64_t> values;
    for (std::int64_t i = offset; i < offset + count; ++i) values.push_back(word(i));
    return values;
  }

  std::int64_t word(std::int64_t i) const {
    std::uint64_t bits = 0;
    for (int byte = 7; byte >= 0; --byte) {
      const auto at = static_cast<std::size_t>(i * 8 + byte);
      bits = bits << 8 | static_cast<unsigned char>(bytes_[at]);
    }
    return static_cast<std::int64_t>(bits);
  }

  const JsonReader& reader_;
  std::string_view bytes_;
};

Stream read_stream(const JsonReader& reader, std::int64_t units) {
  reader.allow_only({"name", "bits", "signed", "lanes", "beats", "depth", "value", "windows_of"});
  Stream stream;
  stream.name = reader.member("name").text();
  stream.format = {whole(reader.member("bits"), 1, 62), reader.member("signed").boolean()};
  stream.lanes = whole(reader.member("lanes"), 1, kMostInt);
  stream.beats = positive(reader.member("beats"));
  stream.depth = whole(reader.member("depth"), 1, kMostDepth);
  stream.content.value = whole(reader.member("value"), 0, kMostInt);
  stream.content.window_unit =
      static_cast<UnitId>(reader.member("windows_of").integer(-1, units - 1));
  stream.content.windows = stream.content.window_unit >= 0;
  return stream;
}

Unit read_unit(const JsonReader& reader, std::string_view bytes, std::size_t streams) {
  reader.allow_only({"name", "layer", "file", "line", "inputs", "outputs", "kind", "attributes"});
  Unit unit;
  unit.name = reader.member("name").text();
  unit.layer = reader.member("layer").text();
  unit.location = {reader.member("file").text(), whole(reader.member("line"), 0, kMostInt)};
  unit.inputs = ids(reader.member("inputs"), streams);
  unit.outputs = ids(reader.member("outputs"), streams);
  const JsonReader attributes = reader.member("attributes");
  unit.kind = UnitReader(attributes, bytes).read(reader.member("kind").text());
  return unit;
}

void connect(Dataflow& dataflow, UnitId id) {
  const Unit& unit = dataflow.units[static_cast<std::size_t>(id)];
  for (std::size_t port = 0; port < unit.inputs.size(); ++port) {
    Stream& stream = dataflow.streams[static_cast<std::size_t>(unit.inputs[port])];
    stream.consumer = id;
    stream.consumer_port = static_cast<int>(port);
  }
  for (std::size_t port = 0; port < unit.outputs.size(); ++port) {
    Stream& stream = dataflow.streams[static_cast<std::size_t>(unit.outputs[port])];
    stream.producer = id;
    stream.producer_port = static_cast<int>(port);
  }
}

}  // namespace

Dataflow parse_dataflow(std::string_view json_text, std::string_view bytes,
                        const std::string& source) {
  const nlohmann::json document = parse_json(json_text, source);
  const JsonReader root(document, source);
  root.allow_only({"format", "name", "streams", "units"});
  if (root.member("format").text() != "sluice-dataflow-1") {
    root.member("format").fail("\"sluice-dataflow-1\"");
  }
  if (bytes.size() % 8 != 0) root.complain("the .bin file beside it is truncated");
  Dataflow dataflow;
  dataflow.name = root.member("name").text();
  const std::vector<JsonReader> units = root.member("units").elements();
  for (const JsonReader& stream : root.member("streams").elements()) {
    dataflow.streams.push_back(read_stream(stream, static_cast<std::int64_t>(units.size())));
  }
  for (const JsonReader& unit : units) {
    dataflow.units.push_back(read_unit(unit, bytes, dataflow.streams.size()));
    connect(dataflow, static_cast<UnitId>(dataflow.units.size()) - 1);
  }
  const std::vector<std::string> findings = verify(dataflow);
  if (!findings.empty()) root.complain(findings.front());
  return dataflow;
}

}  // namespace sluice
