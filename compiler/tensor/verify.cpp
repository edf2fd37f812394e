// The invariants of a TensorGraph, each broken one as a sentence.
#include <cmath>
#include <set>

#include "compiler/tensor/overloaded.hpp"
#include "compiler/tensor/tensor_graph.hpp"

namespace sluice {
namespace {

struct InputCount {
  std::size_t low = 1, high = 1;
};

InputCount input_count(const TensorOp& op) {
  const bool joins = std::holds_alternative<Add>(op) || std::holds_alternative<Multiply>(op) ||
                     std::holds_alternative<Concat>(op);
  return joins ? InputCount{1, 4096} : InputCount{};
}

bool has_finite_constants(const TensorOp& op) {
  const auto finite = [](const auto& values) {
    for (const float value : values) {
      if (!std::isfinite(value)) return false;
    }
    return true;
  };
  if (const auto* conv = std::get_if<Convolution>(&op)) {
    return finite(conv->weight.values) && finite(conv->bias);
  }
  if (const auto* linear = std::get_if<Linear>(&op)) {
    return finite(linear->weight.values) && finite(linear->bias);
  }
  if (const auto* scale = std::get_if<ScaleShift>(&op)) {
    return finite(scale->scale) && finite(scale->shift);
  }
  return true;
}

// One bias an output channel.
bool has_whole_bias(const TensorOp& op) {
  if (const auto* conv = std::get_if<Convolution>(&op)) {
    return static_cast<std::int64_t>(conv->bias.size()) == conv->weight.shape[0];
  }
  if (const auto* linear = std::get_if<Linear>(&op)) {
    return static_cast<std::int64_t>(linear->bias.size()) == linear->weight.shape[0];
  }
  return true;
}

class Verifier {
 public:
  explicit Verifier(const TensorGraph& graph) : graph_(graph), made_(graph.values.size()) {}

  std::vector<std::string> run() {
    for (const TensorId input : graph_.inputs) make(input, "an input");
    for (const TensorNode& node : graph_.nodes) check_node(node);
    if (graph_.inputs.empty()) report("the graph has no input");
    if (graph_.outputs.empty()) report("the graph has no output");
    check_outputs();
    for (const TensorValue& value : graph_.values) {
      if (!value.shape.empty() && value.shape.size() <= 3) continue;
      report("value '" + value.name + "' has shape " + shape_text(value.shape));
    }
    return findings_;
  }

 private:
  void report(std::string finding) { findings_.push_back(std::move(finding)); }

  bool exists(TensorId id) const {
    return id >= 0 && static_cast<std::size_t>(id) < graph_.values.size();
  }

  void make(TensorId id, const std::string& who) {
    if (!exists(id))
      return report(who + " makes value " + std::to_string(id) + ", which does not exist");
    if (made_[static_cast<std::size_t>(id)]) report(who + " makes a value that is made already");
    made_[static_cast<std::size_t>(id)] = true;
  }

  void check_node(const TensorNode& node) {
    const std::string who = "node '" + node.name + "'";
    if (!names_.insert(node.name).second) report(who + " shares its name with another");
    if (node.layers.empty()) report(who + " belongs to no layer");
    const InputCount count = input_count(node.op);
    if (node.inputs.size() < count.low || node.inputs.size() > count.high) {
      report(who + " has " + std::to_string(node.inputs.size()) + " inputs");
    }
    bool sound = !node.inputs.empty() && exists(node.output);
    for (const TensorId input : node.inputs) {
      if (exists(input) && made_[static_cast<std::size_t>(input)]) continue;
      report(who + " uses a value that is not made before it");
      sound = false;
    }
    make(node.output, who);
    if (sound) check_shape(node, who);
    if (!has_whole_bias(node.op)) report(who + " has not one bias for each channel");
    if (!has_finite_constants(node.op)) report(who + " has a constant that is not finite");
  }

  void check_shape(const TensorNode& node, const std::string& who) {
    const Shape& out = graph_.shape(node.output);
    if (std::holds_alternative<Reshape>(node.op)) {
      if (element_count(graph_.shape(node.inputs[0])) != element_count(out)) {
        report(who + " changes the number of elements");
      }
      return;
    }
    std::vector<Shape> inputs;
    for (const TensorId input : node.inputs) inputs.push_back(graph_.shape(input));
    const Shape expected = inferred_shape(node.op, inputs);
    if (expected != out) {
      report(who + " has output shape " + shape_text(out) + ", expected " + shape_text(expected));
    }
  }

  void check_outputs() {
    std::set<std::string> names;
    for (const TensorOutput& output : graph_.outputs) {
      if (!names.insert(output.name).second) report("two outputs are named '" + output.name + "'");
      if (!exists(output.value) || !made_[static_cast<std::size_t>(output.value)]) {
        report("output '" + output.name + "' is a value that nothing makes");
      }
    }
  }

  const TensorGraph& graph_;
  std::vector<bool> made_;
  std::set<std::string> names_;
  std::vector<std::string> findings_;
};

}  // namespace

std::vector<std::string> verify(const TensorGraph& graph) { return Verifier(graph).run(); }

}  // namespace sluice
