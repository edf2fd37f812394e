// Checks each stream's ends, then each unit's beats, lanes and formats.
#include "compiler/dataflow/verify.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "compiler/dataflow/units.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kMostRowElements = std::int64_t{1} << 32;  // that a window unit holds

// a * b, or some number beyond kMostElements where that is larger.
std::int64_t times(std::int64_t a, std::int64_t b) {
  constexpr std::int64_t kTooMany = kMostElements * 2;
  return a > 0 && b > kTooMany / a ? kTooMany : a * b;
}

// Beats a frame and lanes that a unit takes or gives at one port.
struct Rate {
  std::int64_t beats;
  std::int64_t lanes;
};

class Verifier {
 public:
  explicit Verifier(const Dataflow& dataflow) : dataflow_(dataflow) {}

  std::vector<std::string> run() {
    check_names();
    check_ends();
    if (!findings_.empty()) return std::move(findings_);
    for (const Unit& unit : dataflow_.units) check_unit(unit);
    return std::move(findings_);
  }

 private:
  void report(std::string finding) { findings_.push_back(std::move(finding)); }
  void expect(bool holds, const std::string& finding) {
    if (!holds) report(finding);
  }

  void check_names() {
    std::set<std::string> units, streams;
    for (const Unit& unit : dataflow_.units) {
      expect(units.insert(unit.name).second, "two units are called " + unit.name);
    }
    for (const Stream& stream : dataflow_.streams) {
      expect(streams.insert(stream.name).second, "two streams are called " + stream.name);
    }
  }

  // --- one producer, one consumer, in topological order

  void check_ends() {
    std::vector<int> produced(dataflow_.streams.size(), 0);
    std::vector<int> consumed(dataflow_.streams.size(), 0);
    for (std::size_t u = 0; u < dataflow_.units.size(); ++u) {
      const Unit& unit = dataflow_.units[u];
      count_ends(unit.inputs, static_cast<UnitId>(u), true, consumed);
      count_ends(unit.outputs, static_cast<UnitId>(u), false, produced);
    }
    for (std::size_t s = 0; s < dataflow_.streams.size(); ++s) {
      const Stream& stream = dataflow_.streams[s];
      expect(produced[s] == 1, "stream " + stream.name + " has " + std::to_string(produced[s]) +
                                   " producers, expected 1");
      expect(consumed[s] == 1, "stream " + stream.name + " has " + std::to_string(consumed[s]) +
                                   " consumers, expected 1");
      expect(stream.producer < stream.consumer,
             "stream " + stream.name + " runs against the order of the units");
      expect(stream.lanes >= 1 && stream.beats >= 1 && stream.depth >= 1,
             "stream " + stream.name + " has no lanes, beats or depth");
      expect(times(stream.beats, stream.lanes) <= kMostElements,
             "stream " + stream.name + " carries more than 2^40 elements a frame");
      check_content(stream);
    }
  }

  void check_content(const Stream& stream) {
    if (!stream.content.windows) return;
    const auto id = static_cast<std::size_t>(stream.content.window_unit);
    expect(
        id < dataflow_.units.size() && std::holds_alternative<WindowUnit>(dataflow_.units[id].kind),
        "stream " + stream.name + " carries the windows of a unit that is no window");
  }

  void count_ends(const std::vector<StreamId>& streams, UnitId unit, bool consuming,
                  std::vector<int>& count) {
    for (std::size_t port = 0; port < streams.size(); ++port) {
      const StreamId id = streams[port];
      if (id < 0 || static_cast<std::size_t>(id) >= count.size()) {
        report("unit " + dataflow_.units[static_cast<std::size_t>(unit)].name +
               " uses a stream that does not exist");
        continue;
      }
      ++count[static_cast<std::size_t>(id)];
      const Stream& stream = dataflow_.streams[static_cast<std::size_t>(id)];
      const bool agrees = consuming ? stream.consumer == unit : stream.producer == unit;
      const int its_port = consuming ? stream.consumer_port : stream.producer_port;
      expect(agrees && its_port == static_cast<int>(port),
             "stream " + stream.name + " does not know its unit");
    }
  }

  // --- rates, lanes, formats

  const Stream& in(const Unit& unit, std::size_t port = 0) const {
    return dataflow_.streams[static_cast<std::size_t>(unit.inputs.at(port))];
  }
  const Stream& out(const Unit& unit, std::size_t port = 0) const {
    return dataflow_.streams[static_cast<std::size_t>(unit.outputs.at(port))];
  }

  void check_unit(const Unit& unit) {
    const auto [inputs, outputs] = port_counts(unit);
    const bool ports = (inputs < 0 ? unit.inputs.size() > 1
                                   : unit.inputs.size() == static_cast<std::size_t>(inputs)) &&
                       (outputs < 0 ? unit.outputs.size() > 1
                                    : unit.outputs.size() == static_cast<std::size_t>(outputs));
    if (!ports) {
      report("unit " + unit.name + " has a wrong number of streams");
      return;
    }
    std::visit([&](const auto& kind) { check_kind(unit, kind); }, unit.kind);
  }

  // -1: two or more.
  static std::pair<int, int> port_counts(const Unit& unit) {
    if (std::holds_alternative<InputUnit>(unit.kind)) return {0, 1};
    if (std::holds_alternative<OutputUnit>(unit.kind)) return {1, 0};
    if (std::holds_alternative<ForkUnit>(unit.kind)) return {1, -1};
    if (std::holds_alternative<ConcatUnit>(unit.kind)) return {-1, 1};
    const bool joins = std::holds_alternative<AddUnit>(unit.kind) ||
                       std::holds_alternative<MultiplyUnit>(unit.kind);
    return {joins ? 2 : 1, 1};
  }

  void rate(const Unit& unit, const Stream& stream, const Rate& expected) {
    expect(stream.beats == expected.beats && stream.lanes == expected.lanes,
           "stream " + stream.name + " carries " + std::to_string(stream.beats) + " beats of " +
               std::to_string(stream.lanes) + ", unit " + unit.name + " expects " +
               std::to_string(expected.beats) + " of " + std::to_string(expected.lanes));
  }
  void same_rate(const Unit& unit, const Stream& a, const Stream& b) {
    rate(unit, b, {a.beats, a.lanes});
  }
  void same_format(const Unit& unit, const Stream& a, const Stream& b) {
    expect(a.format == b.format, "unit " + unit.name + " changes the format of " + a.name);
  }
  void holds(const Unit& unit, const Stream& stream, std::int64_t low, std::int64_t high) {
    expect(stream.format.holds(low) && stream.format.holds(high),
           "stream " + stream.name + " is too narrow for the results of " + unit.name);
  }

  void check_kind(const Unit& unit, const InputUnit& kind) {
    rate(unit, out(unit), {kind.beats, out(unit).lanes});
  }
  void check_kind(const Unit& unit, const OutputUnit& kind) {
    rate(unit, in(unit), {kind.beats, in(unit).lanes});
  }
  void check_kind(const Unit& unit, const ForkUnit& kind) {
    rate(unit, in(unit), {kind.beats, in(unit).lanes});
    for (std::size_t port = 0; port < unit.outputs.size(); ++port) {
      same_rate(unit, in(unit), out(unit, port));
      same_format(unit, in(unit), out(unit, port));
    }
  }
  void check_kind(const Unit& unit, const WidthUnit& kind) {
    const auto [narrow, wide] = std::minmax(kind.in_lanes, kind.out_lanes);
    if (narrow < 1 || narrow == wide || wide % narrow != 0 || kind.elements % wide != 0) {
      report("unit " + unit.name + " converts between widths that do not divide");
      return;
    }
    rate(unit, in(unit), {kind.elements / kind.in_lanes, kind.in_lanes});
    rate(unit, out(unit), {kind.elements / kind.out_lanes, kind.out_lanes});
    same_format(unit, in(unit), out(unit));
  }
  void check_kind(const Unit& unit, const WindowUnit& kind) {
    if (!check_geometry(unit, kind)) return;
    expect(kind.rows >= 1 && (!kind.parallel_h || kind.rows % kind.window.kernel_h == 0),
           "rows of " + unit.name + " do not fill its banks");
    expect(in(unit).format.holds(kind.pad_value),
           "stream " + in(unit).name + " cannot carry the padding of " + unit.name);
    const std::int64_t pixels = std::int64_t{kind.height} * kind.width;
    const std::int64_t positions = std::int64_t{out_height(kind)} * out_width(kind);
    rate(unit, in(unit), {pixels * (kind.channels / kind.lanes), kind.lanes});
    rate(unit, out(unit),
         {positions * elements_per_position(kind) / lanes_out(kind), lanes_out(kind)});
    same_format(unit, in(unit), out(unit));
  }
  // False where nothing else can be asked of the window.
  bool check_geometry(const Unit& unit, const WindowUnit& kind) {
    const WindowGeometry& g = kind.window;
    const std::size_t before = findings_.size();
    expect(kind.lanes >= 1 && kind.channels % kind.lanes == 0,
           "lanes of " + unit.name + " do not divide its channels");
    const std::int64_t rows =
        window_count(kind.height, g.kernel_h, g.stride_h, g.padding.top, g.padding.bottom);
    const std::int64_t columns =
        window_count(kind.width, g.kernel_w, g.stride_w, g.padding.left, g.padding.right);
    expect(rows >= 1 && columns >= 1,
           "the kernel of " + unit.name + " does not fit into its image");
    const std::int64_t taps = times(g.kernel_h, g.kernel_w);
    expect(times(times(rows, columns), times(taps, kind.channels)) <= kMostElements,
           "unit " + unit.name + " makes more than 2^40 elements a frame");
    expect(times(times(kind.rows, kind.width), kind.channels) <= kMostRowElements,
           "unit " + unit.name + " holds more than 2^32 elements");
    if (findings_.size() > before) return false;
    expect(sees_image(kind), "the last window of " + unit.name + " sees nothing but padding");
    return findings_.size() == before;
  }
  void check_kind(const Unit& unit, const MatrixVectorUnit& kind) {
    const std::int64_t rows = kind.weight.shape.at(0);
    const std::int64_t cols = kind.weight.shape.at(1);
    expect(rows % kind.pe == 0 && cols % kind.simd == 0,
           "pe and simd of " + unit.name + " do not divide its weights");
    rate(unit, in(unit), {times(kind.vectors, cols / kind.simd), kind.simd});
    rate(unit, out(unit), {times(kind.vectors, rows / kind.pe), kind.pe});
    const IntegerFormat weights{kind.weight_bits, true};
    expect(std::all_of(kind.weight.values.begin(), kind.weight.values.end(),
                       [&](std::int32_t w) { return weights.holds(w); }),
           "unit " + unit.name + " has weights that do not fit their bits");
  }
  void check_kind(const Unit& unit, const ReduceUnit& kind) {
    rate(unit, in(unit), {times(kind.results, kind.count), times(kind.places, out(unit).lanes)});
    rate(unit, out(unit), {kind.results, out(unit).lanes});
    const Unit& source = dataflow_.units[static_cast<std::size_t>(in(unit).producer)];
    const auto* window = std::get_if<WindowUnit>(&source.kind);
    expect(window == nullptr || window->order == WindowOrder::kChannel,
           "unit " + unit.name + " reduces windows in position order");
    expect(kind.places == (window == nullptr ? 1 : places(*window)),
           "unit " + unit.name + " has another number of places in a beat than its windows");
  }
  void check_elements(const Unit& unit, std::int64_t elements) {
    expect(elements % out(unit).lanes == 0,
           "lanes of " + unit.name + " do not divide its elements");
    for (std::size_t port = 0; port < unit.inputs.size(); ++port) {
      rate(unit, in(unit, port), {elements / out(unit).lanes, out(unit).lanes});
    }
    rate(unit, out(unit), {elements / out(unit).lanes, out(unit).lanes});
  }
  void check_kind(const Unit& unit, const RescaleUnit& kind) {
    check_elements(unit, kind.elements);
    holds(unit, out(unit), kind.rescale.low, kind.rescale.high);
    const std::vector<std::int64_t>& multiplier = kind.rescale.multiplier;
    if (!shares_one_period(kind.rescale)) {
      report("unit " + unit.name + " has multipliers and offsets for different periods");
      return;
    }
    const auto period =
        static_cast<std::int64_t>(std::max(multiplier.size(), kind.rescale.offset.size()));
    const std::int64_t lanes = out(unit).lanes;
    expect(kind.hold >= 1 && kind.elements % kind.hold == 0 &&
               kind.elements / kind.hold % period == 0 &&
               (kind.hold == 1 ? kind.elements % std::lcm(period, lanes) : kind.hold % lanes) == 0,
           "constants of " + unit.name + " do not repeat with its stream");
    const auto is_power = [](std::int64_t m) { return m > 0 && (m & (m - 1)) == 0; };
    expect(
        !kind.rescale.power_of_two || std::all_of(multiplier.begin(), multiplier.end(), is_power),
        "unit " + unit.name + " has a multiplier that is no power of two");
  }
  void check_kind(const Unit& unit, const LookupUnit& kind) {
    check_elements(unit, kind.elements);
    expect(in(unit).format.bits <= kMaxLookupBits && static_cast<std::int64_t>(kind.table.size()) ==
                                                         std::int64_t{1} << in(unit).format.bits,
           "unit " + unit.name + " has no entry for every input");
    const auto [low, high] = std::minmax_element(kind.table.begin(), kind.table.end());
    if (low != kind.table.end()) holds(unit, out(unit), *low, *high);
  }
  void check_kind(const Unit& unit, const AddUnit& kind) {
    check_elements(unit, kind.elements);
    expect(kind.multiplier.size() == 2, "unit " + unit.name + " has not two multipliers");
  }
  void check_kind(const Unit& unit, const MultiplyUnit& kind) {
    check_elements(unit, kind.elements);
  }
  void check_kind(const Unit& unit, const ConcatUnit& kind) {
    if (kind.beats.size() != unit.inputs.size()) {
      report("unit " + unit.name + " has turns for another number of inputs");
      return;
    }
    std::int64_t all = 0;
    for (std::size_t port = 0; port < unit.inputs.size(); ++port) {
      const std::int64_t beats = times(kind.beats[port], kind.rounds);
      rate(unit, in(unit, port), {beats, out(unit).lanes});
      same_format(unit, in(unit, port), out(unit));
      all += beats;
    }
    rate(unit, out(unit), {all, out(unit).lanes});
  }

  const Dataflow& dataflow_;
  std::vector<std::string> findings_;
};

// What is wrong with a stream that says to carry `value`; empty where nothing is.
std::string content_finding(const IntegerValue& value, const Dataflow& dataflow,
                            const Stream& stream) {
  if (stream.format != value.format) return "has another format than its value";
  if (!stream.content.windows) {
    const std::int64_t expected = element_count(value.shape);
    const std::int64_t found = elements(stream);
    return found == expected
               ? ""
               : "has " + std::to_string(found) + " elements, expected " + std::to_string(expected);
  }
  const auto& window = std::get<WindowUnit>(
      dataflow.units[static_cast<std::size_t>(stream.content.window_unit)].kind);
  if (Shape{window.channels, window.height, window.width} != value.shape) {
    return "carries the windows of another image than its value";
  }
  const std::int64_t positions = std::int64_t{out_height(window)} * out_width(window);
  return elements(stream) == positions * elements_per_position(window)
             ? ""
             : "does not carry all windows over its value";
}

std::size_t count_edges(const Dataflow& dataflow, bool inputs) {
  return static_cast<std::size_t>(
      std::count_if(dataflow.units.begin(), dataflow.units.end(), [&](const Unit& unit) {
        return inputs ? std::holds_alternative<InputUnit>(unit.kind)
                      : std::holds_alternative<OutputUnit>(unit.kind);
      }));
}

}  // namespace

std::vector<std::string> verify(const Dataflow& dataflow) { return Verifier(dataflow).run(); }

std::vector<std::string> verify_contents(const IntegerGraph& graph, const Dataflow& dataflow) {
  std::vector<std::string> findings;
  for (const Stream& stream : dataflow.streams) {
    const ValueId id = stream.content.value;
    const bool exists = id >= 0 && static_cast<std::size_t>(id) < graph.values.size();
    const std::string finding = exists ? content_finding(graph.value(id), dataflow, stream)
                                       : "carries a value that the integer graph does not have";
    if (!finding.empty()) findings.push_back("stream " + stream.name + " " + finding);
  }
  if (count_edges(dataflow, true) != graph.inputs.size() ||
      count_edges(dataflow, false) != graph.outputs.size()) {
    findings.emplace_back("its inputs and outputs are not those of the integer graph");
  }
  return findings;
}

}  // namespace sluice
