// Rebuilds the dataflow unit by unit; units get new ids because converters stand between them.
#include "compiler/schedule/widths.hpp"

#include <numeric>
#include <utility>

#include "compiler/dataflow/layout.hpp"
#include "compiler/dataflow/units.hpp"
#include "compiler/network/ids.hpp"
#include "compiler/network/unique_names.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

// Sets a unit's own members; each returns the lanes of its inputs and of its outputs.
class Widen {
 public:
  explicit Widen(const UnitFolding& folding) : folding_(folding) {}

  std::pair<int, int> operator()(InputUnit& unit) const { return flat(unit.beats); }
  std::pair<int, int> operator()(OutputUnit& unit) const { return flat(unit.beats); }
  std::pair<int, int> operator()(ForkUnit& unit) const { return flat(unit.beats); }
  std::pair<int, int> operator()(WidthUnit&) const {
    check(false, "a lowered dataflow needs no width converters");
    return {};
  }
  std::pair<int, int> operator()(WindowUnit& unit) const {
    unit.lanes = folding_.lanes;
    unit.parallel_h = folding_.parallel_h;
    unit.parallel_w = folding_.parallel_w;
    return {unit.lanes, lanes_out(unit)};
  }
  std::pair<int, int> operator()(MatrixVectorUnit& unit) const {
    unit.pe = folding_.pe;
    unit.simd = folding_.simd;
    return {unit.simd, unit.pe};
  }
  std::pair<int, int> operator()(ReduceUnit& unit) const {
    unit.places = folding_.places;
    unit.count /= folding_.places;
    unit.results /= folding_.lanes;
    return {folding_.places * folding_.lanes, folding_.lanes};
  }
  std::pair<int, int> operator()(RescaleUnit&) const { return same(); }
  std::pair<int, int> operator()(LookupUnit&) const { return same(); }
  std::pair<int, int> operator()(AddUnit&) const { return same(); }
  std::pair<int, int> operator()(MultiplyUnit&) const { return same(); }
  std::pair<int, int> operator()(ConcatUnit& unit) const {
    for (std::int64_t& beats : unit.beats) beats /= folding_.lanes;
    return same();
  }

 private:
  std::pair<int, int> same() const { return {folding_.lanes, folding_.lanes}; }
  std::pair<int, int> flat(std::int64_t& beats) const {
    beats /= folding_.lanes;
    return same();
  }

  const UnitFolding& folding_;
};

class Rebuild {
 public:
  Rebuild(const Dataflow& lowered, const Folding& folding) : lowered_(lowered), folding_(folding) {
    wide_.name = lowered.name;
    stream_of_.resize(lowered.streams.size(), -1);
    unit_of_.resize(lowered.units.size(), -1);
    for (const Unit& unit : lowered.units) names_.keep(unit.name);
  }

  Dataflow run() {
    for (std::size_t u = 0; u < lowered_.units.size(); ++u) add_unit(u);
    return std::move(wide_);
  }

 private:
  void add_unit(std::size_t u) {
    const Unit& old = lowered_.units[u];
    Unit unit{old.name, old.layer, old.kind, {}, {}, old.location};
    const auto [in_lanes, out_lanes] = std::visit(Widen(folding_.units[u]), unit.kind);
    std::vector<StreamId> inputs;
    for (StreamId id : old.inputs) {
      inputs.push_back(converted(stream_of_[index(id)], in_lanes, old));
    }
    if (auto* matvec = std::get_if<MatrixVectorUnit>(&unit.kind)) arrange(*matvec, old);
    unit_of_[u] = place(std::move(unit), inputs);
    for (StreamId id : old.outputs) {
      const Stream& stream = lowered_.streams[index(id)];
      stream_of_[index(id)] = add_stream(unit_of_[u], stream, stream.name, out_lanes);
    }
  }

  // A wider window delivers a position's elements in another order.
  void arrange(MatrixVectorUnit& matvec, const Unit& old) {
    const Stream& columns = lowered_.streams[index(old.inputs[0])];
    if (!columns.content.windows) return;
    const UnitId before = columns.content.window_unit;
    const auto& from = std::get<WindowUnit>(lowered_.units[index(before)].kind);
    const auto& to = std::get<WindowUnit>(wide_.units[index(unit_of_[index(before)])].kind);
    matvec.weight = permute_columns(matvec.weight, reorder_window(from, to));
  }

  UnitId place(Unit unit, const std::vector<StreamId>& inputs) {
    const auto id = static_cast<UnitId>(wide_.units.size());
    for (std::size_t port = 0; port < inputs.size(); ++port) {
      wide_.streams[index(inputs[port])].consumer = id;
      wide_.streams[index(inputs[port])].consumer_port = static_cast<int>(port);
    }
    unit.inputs = inputs;
    wide_.units.push_back(std::move(unit));
    return id;
  }

  StreamId add_stream(UnitId producer, const Stream& like, std::string name, int lanes) {
    Stream stream = like;
    stream.name = std::move(name);
    stream.lanes = lanes;
    stream.beats = elements(like) / lanes;
    check(stream.beats * lanes == elements(like), "lanes divide a stream's elements");
    stream.producer = producer;
    stream.producer_port = static_cast<int>(wide_.units[index(producer)].outputs.size());
    stream.consumer = -1;
    if (stream.content.windows) stream.content.window_unit = window_of(like, producer);
    const auto id = static_cast<StreamId>(wide_.streams.size());
    wide_.units[index(producer)].outputs.push_back(id);
    wide_.streams.push_back(std::move(stream));
    return id;
  }

  // `like` is either a lowered stream of the window itself, or already rebuilt.
  UnitId window_of(const Stream& like, UnitId producer) const {
    return is_window_unit(producer) ? producer : like.content.window_unit;
  }
  bool is_window_unit(UnitId id) const {
    return std::holds_alternative<WindowUnit>(wide_.units[index(id)].kind);
  }

  StreamId converted(StreamId id, int lanes, const Unit& consumer) {
    const Stream& stream = wide_.streams[index(id)];
    const int from = stream.lanes;
    if (from == lanes) return id;
    if (from % lanes == 0 || lanes % from == 0) return convert(id, lanes, consumer);
    const int common = std::gcd(from, lanes);
    const bool narrow_keeps_up = elements(stream) / common <= folding_.interval_cycles;
    return convert(convert(id, narrow_keeps_up ? common : std::lcm(from, lanes), consumer), lanes,
                   consumer);
  }

  StreamId convert(StreamId id, int lanes, const Unit& consumer) {
    const Stream before = wide_.streams[index(id)];
    const std::string name =
        names_.take(consumer.name + (lanes > before.lanes ? "_widen" : "_narrow"));
    const WidthUnit width{before.lanes, lanes, elements(before)};
    const UnitId unit = place({name, consumer.layer, width, {}, {}, consumer.location}, {id});
    return add_stream(unit, before, name + "_out", lanes);
  }

  const Dataflow& lowered_;
  const Folding& folding_;
  Dataflow wide_;
  std::vector<StreamId> stream_of_;
  std::vector<UnitId> unit_of_;
  UniqueNames names_;
};

}  // namespace

Dataflow with_folding(const Dataflow& lowered, const Folding& folding) {
  return Rebuild(lowered, folding).run();
}

}  // namespace sluice
