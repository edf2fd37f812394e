// Quantisation: plan, calibrate, choose scales, then write down the integer ops.
#include "compiler/quantize/quantize.hpp"

#include <algorithm>
#include <cmath>

#include "compiler/network/findings.hpp"
#include "compiler/network/ids.hpp"
#include "compiler/quantize/group_scales.hpp"
#include "compiler/quantize/integer_builder.hpp"
#include "compiler/quantize/layout.hpp"
#include "compiler/quantize/plan.hpp"
#include "compiler/quantize/rescale_constants.hpp"
#include "compiler/quantize/weights.hpp"
#include "compiler/tensor/interpreter.hpp"
#include "compiler/tensor/overloaded.hpp"
#include "runtime/base/check.hpp"
#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

// What an exact op leaves to its rescale: integers, what one of them means, and a bias.
struct Accumulator {
  ValueId value = -1;
  std::vector<double> scale;
  std::vector<double> bias;
};

class Quantizer {
 public:
  Quantizer(const TensorGraph& graph, const Array<float>& calibration,
            const QuantizeOptions& options)
      : graph_(graph),
        rule_{options.ranges, options.percentile, options.power_of_two},
        layout_(stream_layout(graph)),
        samples_(calibrate(graph, calibration)),
        plan_(make_plan(graph, options, samples_[index(graph.inputs[0])].min < 0)),
        scales_(group_scales(graph, plan_, samples_, rule_)),
        builder_(graph),
        value_of_(graph.values.size(), -1),
        output_copy_(graph.values.size(), -1) {}

  IntegerGraph run() {
    const TensorId input = graph_.inputs[0];
    builder_.graph().inputs.push_back(add_group_value(input, format_range(input)));
    for (std::size_t n = 0; n < graph_.nodes.size(); ++n) quantize_node(n);
    for (const PlannedOutput& output : plan_.outputs) {
      const ValueId copy = output_copy_[index(output.value)];
      const ValueId value = copy >= 0 ? copy : value_of_[index(output.value)];
      builder_.graph().outputs.push_back({output.name, value, output.host_op});
    }
    return std::move(builder_.graph());
  }

 private:
  const FormatGroup& group(TensorId id) const {
    return plan_.groups[index(plan_.group_of[index(id)])];
  }
  double scale(TensorId id) const { return scales_[index(plan_.group_of[index(id)])]; }
  Interval format_range(TensorId id) const {
    return {group(id).format.min(), group(id).format.max()};
  }
  const std::string& name(TensorId id) const { return graph_.values[index(id)].name; }
  const ElementOrder& order(TensorId id) const { return layout_[index(id)]; }

  ValueId add_group_value(TensorId id, const Interval& bounds) {
    return value_of_[index(id)] = builder_.add_value(name(id), graph_.shape(id), order(id),
                                                     group(id).format, {scale(id)}, bounds);
  }

  std::vector<ValueId> inputs_of(const TensorNode& node) const {
    std::vector<ValueId> inputs;
    for (const TensorId id : node.inputs) inputs.push_back(value_of_[index(id)]);
    return inputs;
  }

  void quantize_node(std::size_t n) {
    const TensorNode& node = graph_.nodes[n];
    switch (execution_of(node.op)) {
      case Execution::kExact:
      case Execution::kFused: {
        const Chain& chain = plan_.chains[index(plan_.chain_of[n])];
        if (chain.nodes.front() == static_cast<int>(n)) quantize_chain(chain, node);
        break;
      }
      case Execution::kLookup:
        quantize_lookup(node);
        break;
      case Execution::kSameData:
        quantize_same_data(node);
        break;
      case Execution::kHost:
        break;
    }
  }

  void quantize_chain(const Chain& chain, const TensorNode& first) {
    const Accumulator sum =
        chain.has_exact
            ? accumulate(chain, first)
            : Accumulator{value_of_[index(first.inputs[0])], {scale(first.inputs[0])}, {0.0}};
    const TensorNode& last = graph_.nodes[index(chain.nodes.back())];
    const bool fused = &last != &first || !chain.has_exact;
    const std::string node_name =
        fused ? last.name : builder_.new_node_name(first.name + "_rescale");
    const FormatGroup& target = group(chain.value);
    const IntegerRescale op = rescale(chain, sum, target.format, scale(chain.value));
    const ValueId value = add_group_value(chain.value, builder_.bounds_of(op, {sum.value}));
    builder_.add_node(node_name, first, op, {sum.value}, value);
    if (plan_.has_output_copy[index(chain.value)]) add_output_copy(chain, first, sum);
  }

  void add_output_copy(const Chain& chain, const TensorNode& first, const Accumulator& sum) {
    const IntegerFormat format{plan_.output_bits, group(chain.value).format.is_signed};
    const double real = output_scale(chain, samples_[index(chain.value)], format, rule_);
    const IntegerRescale op = rescale(chain, sum, format, real);
    const std::string copy_name = builder_.new_value_name(name(chain.value) + "_output");
    const ValueId value =
        builder_.add_value(copy_name, graph_.shape(chain.value), order(chain.value), format, {real},
                           builder_.bounds_of(op, {sum.value}));
    builder_.add_node(builder_.new_node_name(copy_name), first, op, {sum.value}, value);
    output_copy_[index(chain.value)] = value;
  }

  IntegerRescale rescale(const Chain& chain, const Accumulator& sum, const IntegerFormat& format,
                         double scale) const {
    RealRescale real;
    const std::size_t count = std::max({sum.scale.size(), sum.bias.size(), chain.scale.size()});
    const auto at = [&](const std::vector<double>& entries, std::size_t i) {
      return shared_entry(entries, i, count);
    };
    for (std::size_t i = 0; i < count; ++i) {
      const double factor = at(chain.scale, i);
      real.ratio.push_back(at(sum.scale, i) * factor / scale);
      real.offset.push_back((at(sum.bias, i) * factor + at(chain.shift, i)) / scale);
    }
    real.low = chain.low / scale;
    real.high = chain.high / scale;
    return rescale_constants(real, format, builder_.bounds(sum.value));
  }

  // Adds the exact op with the width that holds all it can ever make.
  Accumulator add_exact(const Chain& chain, const TensorNode& node, IntegerOp op, Accumulator sum) {
    const std::vector<ValueId> inputs = inputs_of(node);
    const bool sums_products =
        std::holds_alternative<IntegerConvolution>(op) || std::holds_alternative<IntegerLinear>(op);
    bool is_signed = sums_products;
    for (const ValueId input : inputs)
      is_signed = is_signed || builder_.value(input).format.is_signed;
    const Interval bounds = builder_.bounds_of(op, inputs);
    const IntegerFormat format = narrowest_format(bounds.low, bounds.high, is_signed);
    check(chain.has_exact, "the chain begins with an exact op");
    sum.value =
        builder_.add_value(builder_.new_value_name(node.name + "_acc"), graph_.shape(node.output),
                           order(node.output), format, sum.scale, bounds);
    builder_.add_node(node.name, node, std::move(op), inputs, sum.value);
    return sum;
  }

  // A convolution or a linear op, of which `integers` has all but its weights.
  template <typename Op, typename IntegerOp>
  Accumulator weighted(const Chain& chain, const TensorNode& node, const Op& op,
                       IntegerOp integers) {
    QuantizedWeights weights = quantized_weights(op.weight, node, chain);
    integers.weight = std::move(weights.integers);
    return add_exact(chain, node, std::move(integers),
                     {-1, std::move(weights.scale), {op.bias.begin(), op.bias.end()}});
  }

  Accumulator accumulate(const Chain& chain, const TensorNode& node) {
    const auto impossible = [](const auto&) -> Accumulator {
      check(false, "only exact ops accumulate");
      return {};
    };
    return std::visit(
        Overloaded{[&](const Convolution& op) {
                     return weighted(chain, node, op,
                                     IntegerConvolution{{}, weight_bits(chain), op.window});
                   },
                   [&](const Linear& op) {
                     return weighted(chain, node, op, IntegerLinear{{}, weight_bits(chain)});
                   },
                   [&](const AveragePool& op) {
                     return add_exact(chain, node, IntegerSumPool{op.window},
                                      {-1, window_scales(node, op.divisor), {0.0}});
                   },
                   [&](const Add&) { return add(chain, node); },
                   [&](const Multiply&) {
                     check(node.inputs.size() == 2, "products are of two");
                     const double product = scale(node.inputs[0]) * scale(node.inputs[1]);
                     return add_exact(chain, node, IntegerMultiply{}, {-1, {product}, {0.0}});
                   },
                   [&](const ScaleShift& op) { return impossible(op); },
                   [&](const Clamp& op) { return impossible(op); },
                   [&](const Activation& op) { return impossible(op); },
                   [&](const MaxPool& op) { return impossible(op); },
                   [&](const Pad& op) { return impossible(op); },
                   [&](const Concat& op) { return impossible(op); },
                   [&](const Reshape& op) { return impossible(op); },
                   [&](const Identity& op) { return impossible(op); },
                   [&](const SoftMax& op) { return impossible(op); },
                   [&](const LogSoftMax& op) { return impossible(op); }},
        node.op);
  }

  // Of a pool's sums: one for all, or one for each element.
  std::vector<double> window_scales(const TensorNode& node,
                                    const std::vector<double>& divisor) const {
    const std::int64_t channels = divisor.size() == 1 ? 1 : graph_.shape(node.output)[0];
    std::vector<double> scales;
    for (std::int64_t c = 0; c < channels; ++c) {
      for (const double d : divisor) scales.push_back(scale(node.inputs[0]) / d);
    }
    return scales;
  }

  int weight_bits(const Chain& chain) const {
    return plan_.weight_bits[index(chain.nodes.front())];
  }

  // Scales include the input's: they are those of the accumulator.
  QuantizedWeights quantized_weights(const Array<float>& weight, const TensorNode& node,
                                     const Chain& chain) const {
    QuantizedWeights weights = quantize_weights(weight, weight_bits(chain), rule_);
    for (double& channel : weights.scale) channel *= scale(node.inputs[0]);
    return weights;
  }

  // Scales of addends differ by powers of two, so that the sum is exact at the finest one.
  Accumulator add(const Chain& chain, const TensorNode& node) {
    double finest = scale(node.inputs[0]);
    for (const TensorId input : node.inputs) finest = std::min(finest, scale(input));
    IntegerAdd op;
    for (const TensorId input : node.inputs) {
      op.multiplier.push_back(round_half_up(scale(input) / finest));
    }
    return add_exact(chain, node, std::move(op), {-1, {finest}, {0.0}});
  }

  // A table has at most 12 input bits; a wider tensor is rescaled first.
  ValueId table_input(const TensorNode& node) {
    const TensorId id = node.inputs[0];
    const ValueId value = value_of_[index(id)];
    const IntegerFormat& format = group(id).format;
    if (format.bits <= kMaxLookupBits) return value;
    const IntegerFormat narrow{kMaxLookupBits, format.is_signed};
    const double coarse = scale(id) * std::exp2(format.bits - kMaxLookupBits);
    const double infinity = std::numeric_limits<double>::infinity();
    const IntegerRescale op = rescale_constants({{scale(id) / coarse}, {0.0}, -infinity, infinity},
                                                narrow, builder_.bounds(value));
    const ValueId result =
        builder_.add_value(builder_.new_value_name(node.name + "_input"), graph_.shape(id),
                           order(id), narrow, {coarse}, builder_.bounds_of(op, {value}));
    builder_.add_node(builder_.new_node_name(node.name + "_input"), node, op, {value}, result);
    return result;
  }

  void quantize_lookup(const TensorNode& node) {
    const ValueId input = table_input(node);
    const IntegerValue from = builder_.value(input);
    const auto& activation = std::get<Activation>(node.op);
    IntegerLookup op;
    for (std::int64_t x = from.format.min(); x <= from.format.max(); ++x) {
      const double y = apply(activation, from.scale[0] * static_cast<double>(x));
      const IntegerFormat& to = group(node.output).format;
      if (is_cut_off(y, scale(node.output), to)) {
        op.cut_off.push_back(static_cast<std::int32_t>(op.table.size()));
      }
      const std::int64_t q = quantize_value(y, scale(node.output), to);
      op.table.push_back(static_cast<std::int32_t>(q));
    }
    const Interval bounds = builder_.bounds_of(op, {input});
    const ValueId output = add_group_value(node.output, bounds);
    builder_.add_node(node.name, node, std::move(op), {input}, output);
  }

  void quantize_same_data(const TensorNode& node) {
    IntegerOp op = IntegerReshape{};
    if (const auto* pool = std::get_if<MaxPool>(&node.op)) op = IntegerMaxPool{pool->window};
    if (const auto* pad = std::get_if<Pad>(&node.op)) op = IntegerPad{pad->padding};
    if (const auto* concat = std::get_if<Concat>(&node.op)) op = IntegerConcat{concat->axis};
    const std::vector<ValueId> inputs = inputs_of(node);
    const ValueId output = add_group_value(node.output, builder_.bounds_of(op, inputs));
    builder_.add_node(node.name, node, std::move(op), inputs, output);
  }

  const TensorGraph& graph_;
  ScaleRule rule_;
  std::vector<ElementOrder> layout_;  // by TensorId
  std::vector<Samples> samples_;
  Plan plan_;
  std::vector<double> scales_;
  IntegerBuilder builder_;
  std::vector<ValueId> value_of_;     // by TensorId
  std::vector<ValueId> output_copy_;  // by TensorId
};

}  // namespace

IntegerGraph quantize(const TensorGraph& graph, const Array<float>& calibration,
                      const QuantizeOptions& options) {
  if (graph.inputs.size() != 1) {
    throw Error("the network has " + std::to_string(graph.inputs.size()) +
                " inputs, but only one is supported so far");
  }
  IntegerGraph result = Quantizer(graph, calibration, options).run();
  check_no_findings(verify(result));
  return result;
}

}  // namespace sluice
