// The invariants of an IntegerGraph, each broken one as a sentence.
#include <algorithm>
#include <set>

#include "compiler/quantize/bounds.hpp"
#include "compiler/quantize/integer_graph.hpp"
#include "compiler/quantize/join_order.hpp"
#include "compiler/tensor/overloaded.hpp"
#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {
namespace {

constexpr int kMaxShift = 62;

// Checks one node whose inputs and output exist.
class NodeCheck {
 public:
  NodeCheck(const IntegerGraph& graph, const IntegerNode& node)
      : node_(node), out_(graph.value(node.output)) {
    for (const ValueId input : node.inputs) in_.push_back(&graph.value(input));
  }

  // The first broken rule, or nothing.
  std::string run() {
    if (in_.empty()) return "has no input";
    const bool joins = std::holds_alternative<IntegerAdd>(node_.op) ||
                       std::holds_alternative<IntegerConcat>(node_.op);
    const std::size_t expected =
        std::holds_alternative<IntegerMultiply>(node_.op) ? 2 : (joins ? in_.size() : 1);
    if (in_.size() != expected) return "has " + std::to_string(in_.size()) + " inputs";
    return std::visit(*this, node_.op);
  }

  std::string operator()(const IntegerConvolution& op) const {
    if (op.weight.shape.size() != 4 || op.weight.shape[2] != op.window.kernel_h ||
        op.weight.shape[3] != op.window.kernel_w || op.weight.shape[1] != x().shape[0]) {
      return "has a weight of shape " + shape_text(op.weight.shape);
    }
    return first(windowed(op.window, op.weight.shape[0]), weights(op.weight, op.weight_bits));
  }

  std::string operator()(const IntegerLinear& op) const {
    if (op.weight.shape.size() != 2 || x().shape != Shape{op.weight.shape[1]} ||
        out_.shape != Shape{op.weight.shape[0]}) {
      return "has a weight of shape " + shape_text(op.weight.shape);
    }
    return weights(op.weight, op.weight_bits);
  }

  std::string operator()(const IntegerRescale& op) const {
    const auto is_period = [&](std::size_t count) {
      const auto size = static_cast<std::int64_t>(count);
      return size == 1 || size == element_count(x().shape) ||
             (x().shape.size() != 2 && size == x().shape[0]);
    };
    if (!is_period(op.multiplier.size()) || !is_period(op.offset.size())) {
      return "has constants for another number of channels or elements";
    }
    if (op.shift < 0 || op.shift > kMaxShift) return "has shift " + std::to_string(op.shift);
    if (op.low > op.high || !out_.format.holds(op.low) || !out_.format.holds(op.high)) {
      return "has bounds outside of its output's format";
    }
    const auto is_power = [](std::int64_t m) { return m > 0 && (m & (m - 1)) == 0; };
    if (op.power_of_two && !std::all_of(op.multiplier.begin(), op.multiplier.end(), is_power)) {
      return "has a multiplier that is no power of two";
    }
    return same_shape();
  }

  std::string operator()(const IntegerLookup& op) const {
    if (x().format.bits > kMaxLookupBits) return "looks up more than 12 bits";
    if (op.table.size() != std::size_t{1} << x().format.bits) return "has a table of another size";
    std::int64_t before = -1;
    for (const std::int64_t place : op.cut_off) {
      if (place <= before || place >= static_cast<std::int64_t>(op.table.size())) {
        return "has cut off entries that are none of its table";
      }
      before = place;
    }
    return same_shape();
  }

  std::string operator()(const IntegerMaxPool& op) const {
    return first(windowed(op.window, x().shape[0]), same_format());
  }
  std::string operator()(const IntegerSumPool& op) const {
    return windowed(op.window, x().shape[0]);
  }
  std::string operator()(const IntegerAdd& op) const {
    if (op.multiplier.size() != in_.size()) return "has not one multiplier for each input";
    const IntegerFormat word{32, true};
    for (const std::int64_t multiplier : op.multiplier) {
      if (!word.holds(multiplier)) return "has a multiplier beyond 32 bits";
    }
    return same_shape();
  }
  std::string operator()(const IntegerMultiply&) const { return same_shape(); }

  std::string operator()(const IntegerConcat& op) const {
    const auto axis = static_cast<std::size_t>(op.axis);
    if (op.axis < 0 || axis >= out_.shape.size()) return "joins along no dimension";
    Shape joined = in_[0]->shape;
    std::vector<OrderedTensor> inputs;
    for (const IntegerValue* input : in_) {
      if (input->shape.size() != out_.shape.size()) return "joins shapes that do not fit";
      if (!inputs.empty()) joined[axis] += input->shape[axis];
      Shape part = input->shape;
      part[axis] = joined[axis];
      if (part != joined) return "joins shapes that do not fit";
      inputs.push_back({input->shape, input->order});
    }
    if (joined != out_.shape) return "has another output shape than its inputs joined";
    if (!join_rounds(inputs, {out_.shape, out_.order}, op.axis))
      return "joins orders that do not fit";
    return same_format();
  }

  std::string operator()(const IntegerPad& op) const {
    if (!is_image()) return kNoImage;
    return first(makes(padded_shape(x().shape, op.padding)), same_format());
  }

  std::string operator()(const IntegerReshape&) const {
    return same_order(x().order, out_.order) ? same_format() : "changes the order of elements";
  }

 private:
  const IntegerValue& x() const { return *in_[0]; }

  static std::string first(const std::string& a, const std::string& b) { return a.empty() ? b : a; }

  static constexpr const char* kNoImage = "works on no image";
  bool is_image() const { return x().shape.size() == 3; }

  std::string windowed(const WindowGeometry& window, std::int64_t channels) const {
    return is_image() ? makes(windowed_shape(x().shape, window, channels)) : kNoImage;
  }

  std::string makes(const Shape& expected) const {
    if (out_.shape == expected) return "";
    return "has output shape " + shape_text(out_.shape) + ", expected " + shape_text(expected);
  }

  std::string same_shape() const {
    for (const IntegerValue* input : in_) {
      if (input->shape != out_.shape) {
        return "has inputs and output of different shapes";
      }
      if (!same_order(input->order, out_.order)) return "has inputs and output of different orders";
    }
    return "";
  }

  std::string same_format() const {
    for (const IntegerValue* input : in_) {
      if (input->format != out_.format) return "has inputs and output of different formats";
    }
    return "";
  }

  static std::string weights(const Array<std::int32_t>& weight, int bits) {
    const IntegerFormat format{bits, true};
    for (const std::int32_t w : weight.values) {
      if (!format.holds(w)) return "has a weight outside of its format";
    }
    return "";
  }

  const IntegerNode& node_;
  const IntegerValue& out_;
  std::vector<const IntegerValue*> in_;
};

class Verifier {
 public:
  explicit Verifier(const IntegerGraph& graph) : graph_(graph), made_(graph.values.size()) {}

  std::vector<std::string> run() {
    for (const IntegerValue& value : graph_.values) check_value(value);
    if (graph_.inputs.size() != 1) report("the graph has not exactly one input");
    for (const ValueId input : graph_.inputs) make(input, "an input");
    for (const IntegerNode& node : graph_.nodes) check_node(node);
    if (graph_.outputs.empty()) report("the graph has no output");
    for (const IntegerOutput& output : graph_.outputs) {
      if (!is_made(output.value)) report("output '" + output.name + "' is made by nothing");
    }
    if (findings_.empty()) check_bounds();
    return findings_;
  }

 private:
  void report(std::string finding) { findings_.push_back(std::move(finding)); }

  bool exists(ValueId id) const {
    return id >= 0 && static_cast<std::size_t>(id) < graph_.values.size();
  }
  bool is_made(ValueId id) const { return exists(id) && made_[static_cast<std::size_t>(id)]; }

  void make(ValueId id, const std::string& who) {
    if (!exists(id) || is_made(id)) return report(who + " makes no value of its own");
    made_[static_cast<std::size_t>(id)] = true;
  }

  void check_value(const IntegerValue& value) {
    const std::string who = "value '" + value.name + "'";
    if (!value_names_.insert(value.name).second) report(who + " shares its name with another");
    if (value.format.bits < 1 || value.format.bits > 62) report(who + " has strange bits");
    if (value.zero_point != 0) report(who + " has a zero point, expected 0");
    if (!is_ordered(value)) {
      report(who + " has shape " + shape_text(value.shape) + " streamed as " +
             order_text(value.order));
      return;
    }
    const auto scales = static_cast<std::int64_t>(value.scale.size());
    if (scales != 1 && scales != value.shape[0] && scales != element_count(value.shape))
      report(who + " has a strange number of scales");
  }

  // Whether the order is one of the shape's elements.
  static bool is_ordered(const IntegerValue& value) {
    if (value.shape.empty() || value.shape.size() > 3) return false;
    const bool parts = std::all_of(value.order.begin(), value.order.end(), [](const Shape& part) {
      return part.size() == 3 && std::min({part[0], part[1], part[2]}) > 0;
    });
    if (!parts || element_count(value.order) != element_count(value.shape)) return false;
    return value.shape.size() < 3 || value.order == ElementOrder{value.shape};
  }

  void check_node(const IntegerNode& node) {
    const std::string who = "node '" + node.name + "'";
    if (!names_.insert(node.name).second) report(who + " shares its name with another");
    bool sound = exists(node.output);
    for (const ValueId input : node.inputs) {
      if (is_made(input)) continue;
      report(who + " uses a value that is not made before it");
      sound = false;
    }
    make(node.output, who);
    if (!sound || !findings_.empty()) return;
    const std::string finding = NodeCheck(graph_, node).run();
    if (!finding.empty()) report(who + " " + finding);
  }

  void check_bounds() {
    const std::vector<Interval> bounds = value_bounds(graph_);
    for (const IntegerNode& node : graph_.nodes) {
      const Interval& out = bounds[static_cast<std::size_t>(node.output)];
      const IntegerFormat& format = graph_.value(node.output).format;
      if (!format.holds(out.low) || !format.holds(out.high)) {
        report("node '" + node.name + "' can make numbers that its output's format does not hold");
      }
      const auto* rescale = std::get_if<IntegerRescale>(&node.op);
      if (rescale != nullptr &&
          !rescale_fits(*rescale, bounds[static_cast<std::size_t>(node.inputs[0])])) {
        report("node '" + node.name + "' can overflow 62 bits");
      }
    }
  }

  const IntegerGraph& graph_;
  std::vector<bool> made_;
  std::set<std::string> names_, value_names_;
  std::vector<std::string> findings_;
};

}  // namespace

std::vector<std::string> verify(const IntegerGraph& graph) { return Verifier(graph).run(); }

}  // namespace sluice
