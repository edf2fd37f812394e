// Walks the graph in order, making each op's units; values with several consumers get a fork.
#include "compiler/dataflow/lower.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "compiler/dataflow/layout.hpp"
#include "compiler/dataflow/names.hpp"
#include "compiler/dataflow/units.hpp"
#include "compiler/dataflow/uses.hpp"
#include "compiler/network/ids.hpp"
#include "compiler/network/unique_names.hpp"
#include "compiler/quantize/join_order.hpp"
#include "runtime/base/check.hpp"

namespace sluice {
namespace {

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Whether the list is its first `period` entries over and over.
bool repeats(const std::vector<std::int64_t>& entries, std::size_t period) {
  return std::equal(entries.begin() + static_cast<std::ptrdiff_t>(period), entries.end(),
                    entries.begin());
}

bool slides(const WindowGeometry& g) { return g != WindowGeometry{}; }

class Lowering {
 public:
  explicit Lowering(const IntegerGraph& graph) : graph_(graph), uses_(count_uses(graph)) {
    open_.resize(graph.values.size());
  }

  Dataflow run() {
    dataflow_.name = identifier(graph_.name);
    for (ValueId input : graph_.inputs) lower_input(input);
    for (const IntegerNode& node : graph_.nodes) {
      if (uses_.count[index(node.output)] > 0) lower_node(node);
    }
    for (const IntegerOutput& output : graph_.outputs) lower_output(output);
    return std::move(dataflow_);
  }

 private:
  const IntegerValue& value(ValueId id) const { return graph_.values[index(id)]; }
  std::int64_t size(ValueId id) const { return element_count(value(id).shape); }

  std::vector<std::int64_t> order_of(ValueId id) const { return stream_order(value(id).order); }

  // --- units and streams

  UnitId add_unit(const IntegerNode& node, const std::string& suffix, UnitKind kind,
                  std::vector<StreamId> inputs) {
    const auto id = static_cast<UnitId>(dataflow_.units.size());
    const std::string name =
        ends_with(node.name, "_" + suffix) ? node.name : node.name + "_" + suffix;
    for (std::size_t port = 0; port < inputs.size(); ++port) {
      Stream& stream = dataflow_.streams[index(inputs[port])];
      stream.consumer = id;
      stream.consumer_port = static_cast<int>(port);
    }
    dataflow_.units.push_back({unit_names_.take(identifier(name)),
                               node.layer,
                               std::move(kind),
                               std::move(inputs),
                               {},
                               node.location});
    return id;
  }

  StreamId add_stream(UnitId producer, const IntegerFormat& format, std::int64_t elements,
                      StreamContent content) {
    Unit& unit = dataflow_.units[index(producer)];
    Stream stream;
    stream.name = stream_names_.take(identifier(unit.name + "_out"));
    stream.format = format;
    stream.beats = elements;
    stream.content = content;
    stream.producer = producer;
    stream.producer_port = static_cast<int>(unit.outputs.size());
    const auto id = static_cast<StreamId>(dataflow_.streams.size());
    unit.outputs.push_back(id);
    dataflow_.streams.push_back(std::move(stream));
    return id;
  }

  // --- values: produced once, taken once by each consumer

  StreamId take(ValueId id) {
    std::deque<StreamId>& open = open_[index(uses_.source[index(id)])];
    check(!open.empty(), "every use of a value has a stream");
    const StreamId stream = open.front();
    open.pop_front();
    return stream;
  }

  void produce(ValueId id, UnitId producer) {
    const IntegerValue& made = value(id);
    const StreamContent content{id, false, -1};
    const StreamId whole = add_stream(producer, made.format, size(id), content);
    const int uses = uses_.count[index(id)];
    if (uses == 1) {
      open_[index(id)] = {whole};
      return;
    }
    const Unit& unit = dataflow_.units[index(producer)];
    const IntegerNode origin{unit.name, unit.layer, IntegerReshape{}, {}, -1, unit.location};
    const UnitId fork = add_unit(origin, "fork", ForkUnit{size(id)}, {whole});
    for (int i = 0; i < uses; ++i) {
      open_[index(id)].push_back(add_stream(fork, made.format, size(id), content));
    }
  }

  void lower_input(ValueId id) {
    if (uses_.count[index(id)] == 0) {
      throw Error("input '" + value(id).name + "' has no effect on any output");
    }
    const IntegerNode origin{value(id).name, value(id).name, IntegerReshape{}, {}, id, {}};
    produce(id, add_unit(origin, "input", InputUnit{size(id)}, {}));
  }

  void lower_output(const IntegerOutput& output) {
    const IntegerNode origin{output.name, output.name, IntegerReshape{}, {}, -1, {}};
    add_unit(origin, "output", OutputUnit{size(output.value)}, {take(output.value)});
  }

  // --- ops

  void lower_node(const IntegerNode& node) {
    std::visit([&](const auto& op) { lower_op(node, op); }, node.op);
  }

  WindowUnit window_over(const IntegerNode& node, const WindowGeometry& geometry,
                         WindowOrder order) const {
    const Shape& image = value(node.inputs[0]).shape;
    WindowUnit window;
    window.channels = static_cast<int>(image[0]);
    window.height = static_cast<int>(image[1]);
    window.width = static_cast<int>(image[2]);
    window.window = geometry;
    window.order = order;
    window.rows = geometry.kernel_h;
    refuse_blind(node, window);
    return window;
  }

  static void refuse_blind(const IntegerNode& node, const WindowUnit& window) {
    if (sees_image(window)) return;
    throw Error("layer '" + node.layer + "' sees nothing of its input but padding", node.location,
                {"pad or crop less"});
  }

  StreamId add_window(const IntegerNode& node, const WindowUnit& window) {
    const ValueId input = node.inputs[0];
    const UnitId unit = add_unit(node, "window", window, {take(input)});
    const Shape& made = value(node.output).shape;
    const std::int64_t all =
        made[1] * made[2] * window.channels * window.window.kernel_h * window.window.kernel_w;
    return add_stream(unit, value(input).format, all, {input, true, unit});
  }

  void lower_op(const IntegerNode& node, const IntegerConvolution& op) {
    const Shape& made = value(node.output).shape;
    MatrixVectorUnit matvec;
    matvec.weight_bits = op.weight_bits;
    matvec.vectors = made[1] * made[2];
    const WindowUnit window = window_over(node, op.window, WindowOrder::kPosition);
    matvec.weight = permute_columns(op.weight, window_order(window));
    const StreamId in = slides(op.window) ? add_window(node, window) : take(node.inputs[0]);
    produce(node.output, add_unit(node, "matvec", std::move(matvec), {in}));
  }

  void lower_op(const IntegerNode& node, const IntegerLinear& op) {
    MatrixVectorUnit matvec;
    matvec.weight_bits = op.weight_bits;
    matvec.weight =
        permute_rows(permute_columns(op.weight, order_of(node.inputs[0])), order_of(node.output));
    produce(node.output, add_unit(node, "matvec", std::move(matvec), {take(node.inputs[0])}));
  }

  void lower_op(const IntegerNode& node, const IntegerRescale& op) {
    RescaleUnit unit{op, size(node.output)};
    arrange_constants(node.output, unit);
    produce(node.output, add_unit(node, "rescale", std::move(unit), {take(node.inputs[0])}));
  }

  // From Torch's order into the stream's, in which an image's channels come one after the other.
  void arrange_constants(ValueId id, RescaleUnit& unit) const {
    const Shape& shape = value(id).shape;
    const bool is_image = shape.size() == 3;
    const auto all = static_cast<std::size_t>(size(id));
    const std::size_t pixels = all / static_cast<std::size_t>(shape[0]);
    auto constants = {&unit.rescale.multiplier, &unit.rescale.offset};
    const bool is_alike = std::all_of(constants.begin(), constants.end(), [&](const auto* entries) {
      return entries->size() == all && repeats(*entries, pixels);
    });
    if (is_image && pixels > 1 && pixels < all && is_alike) {
      for (auto* entries : constants) entries->resize(pixels);
      unit.hold = shape[0];
      return;
    }
    for (auto* entries : constants) {
      const bool is_ordered = entries->size() == 1 || (is_image && entries->size() < all);
      if (!is_ordered) *entries = permute(*entries, order_of(id));
    }
  }

  void lower_op(const IntegerNode& node, const IntegerLookup& op) {
    produce(node.output, add_unit(node, "lookup", LookupUnit{op.table, size(node.output)},
                                  {take(node.inputs[0])}));
  }

  void lower_pool(const IntegerNode& node, const WindowGeometry& geometry, ReduceKind kind,
                  std::int64_t pad_value) {
    WindowUnit window = window_over(node, geometry, WindowOrder::kChannel);
    window.pad_value = pad_value;
    const StreamId in = slides(geometry) ? add_window(node, window) : take(node.inputs[0]);
    const ReduceUnit reduce{kind, 1, geometry.kernel_h * geometry.kernel_w, size(node.output)};
    produce(node.output, add_unit(node, "reduce", reduce, {in}));
  }

  void lower_op(const IntegerNode& node, const IntegerMaxPool& op) {
    lower_pool(node, op.window, ReduceKind::kMax, value(node.inputs[0]).format.min());
  }

  void lower_op(const IntegerNode& node, const IntegerSumPool& op) {
    lower_pool(node, op.window, ReduceKind::kSum, 0);
  }

  void lower_op(const IntegerNode& node, const IntegerAdd& op) {
    check(node.inputs.size() == 2, "adds are binary");
    const StreamId a = take(node.inputs[0]);
    const StreamId b = take(node.inputs[1]);
    produce(node.output, add_unit(node, "add", AddUnit{op.multiplier, size(node.output)}, {a, b}));
  }

  void lower_op(const IntegerNode& node, const IntegerMultiply&) {
    check(node.inputs.size() == 2, "multiplies are binary");
    const StreamId a = take(node.inputs[0]);
    const StreamId b = take(node.inputs[1]);
    produce(node.output, add_unit(node, "multiply", MultiplyUnit{size(node.output)}, {a, b}));
  }

  void lower_op(const IntegerNode& node, const IntegerConcat& op) {
    const auto tensor = [&](ValueId id) -> OrderedTensor {
      return {value(id).shape, value(id).order};
    };
    std::vector<OrderedTensor> tensors;
    for (ValueId input : node.inputs) tensors.push_back(tensor(input));
    const auto rounds = join_rounds(tensors, tensor(node.output), op.axis);
    check(rounds.has_value(), "a join reorders no stream");
    ConcatUnit concat;
    concat.rounds = *rounds;
    std::vector<StreamId> inputs;
    for (ValueId input : node.inputs) {
      concat.beats.push_back(size(input) / concat.rounds);
      inputs.push_back(take(input));
    }
    produce(node.output, add_unit(node, "concat", std::move(concat), std::move(inputs)));
  }

  void lower_op(const IntegerNode& node, const IntegerPad& op) {
    WindowGeometry geometry;
    geometry.padding = op.padding;
    const WindowUnit window = window_over(node, geometry, WindowOrder::kPosition);
    produce(node.output, add_unit(node, "pad", window, {take(node.inputs[0])}));
  }

  void lower_op(const IntegerNode& node, const IntegerReshape&) {
    check(same_order(value(node.inputs[0]).order, value(node.output).order),
          "a reshape reorders no stream");
  }

  const IntegerGraph& graph_;
  Uses uses_;
  Dataflow dataflow_;
  UniqueNames unit_names_, stream_names_;
  std::vector<std::deque<StreamId>> open_;
};

}  // namespace

Dataflow lower(const IntegerGraph& graph) { return Lowering(graph).run(); }

}  // namespace sluice
