// Orders spread from the images to all that must agree with them, forwards and backwards. What no
// image reaches has Torch's order.
#include "compiler/quantize/layout.hpp"

#include <algorithm>
#include <utility>

#include "compiler/quantize/join_order.hpp"
#include "compiler/quantize/open_order.hpp"
#include "compiler/tensor/overloaded.hpp"

namespace sluice {
namespace {

[[noreturn]] void refuse(const TensorNode& node, const std::string& reason,
                         const std::string& hint) {
  throw Error("layer '" + node.layers.front() + "': " + reason, node.location, {hint});
}

class LayoutPass {
 public:
  explicit LayoutPass(const TensorGraph& graph) : graph_(graph) {
    for (const TensorValue& value : graph.values) {
      const bool is_image = value.shape.size() == 3;
      orders_.push_back({is_image ? value.shape : Shape{element_count(value.shape)}});
    }
    appends_.resize(graph.nodes.size(), false);
  }

  std::vector<ElementOrder> run() {
    spread();
    for (std::size_t n = 0; n < graph_.nodes.size(); ++n) {
      appends_[n] = true;
      relate(n);
      spread();
    }
    for (const TensorId id : graph_.inputs) settle(id);
    for (const TensorNode& node : graph_.nodes) settle(node.output);
    return std::move(orders_);
  }

 private:
  const OpenOrder& order(TensorId id) const { return orders_[static_cast<std::size_t>(id)]; }

  void set(TensorId id, const OpenOrder& order) {
    OpenOrder& mine = orders_[static_cast<std::size_t>(id)];
    if (settled_count(order) <= settled_count(mine)) return;
    const ElementOrder natural = natural_order(graph_.shape(id));
    mine = is_settled(order) && same_order(order, natural) ? natural : order;
    changed_ = true;
  }
  void settle(TensorId id) {
    set(id, settled(order(id)));
    spread();
  }

  // Repeats while any node can say more than before.
  void spread() {
    while (changed_) {
      changed_ = false;
      for (std::size_t n = 0; n < graph_.nodes.size(); ++n) relate(n);
    }
  }

  void relate(std::size_t index) {
    const TensorNode& node = graph_.nodes[index];
    const auto free = [](const auto&) {};
    const auto same = [&](const auto&) { agree(node); };
    std::visit(
        Overloaded{[&](const Convolution& op) { free(op); }, [&](const Linear& op) { free(op); },
                   [&](const ScaleShift& op) { same(op); }, [&](const Clamp& op) { same(op); },
                   [&](const Activation& op) { same(op); }, [&](const MaxPool& op) { free(op); },
                   [&](const AveragePool& op) { free(op); }, [&](const Pad& op) { free(op); },
                   [&](const Add& op) { same(op); }, [&](const Multiply& op) { same(op); },
                   [&](const Concat& op) { join(node, op.axis, appends_[index]); },
                   [&](const Reshape& op) { same(op); }, [&](const Identity& op) { same(op); },
                   [&](const SoftMax& op) { same(op); }, [&](const LogSoftMax& op) { same(op); }},
        node.op);
  }

  // Inputs and output have one order.
  void agree(const TensorNode& node) {
    std::vector<TensorId> all = node.inputs;
    all.push_back(node.output);
    OpenOrder common = order(all[0]);
    for (const TensorId id : all) {
      const auto both = meet(common, order(id));
      if (!both) refuse_orders(node, common, order(id));
      common = *both;
    }
    for (const TensorId id : all) set(id, common);
  }

  [[noreturn]] void refuse_orders(const TensorNode& node, const ElementOrder& a,
                                  const ElementOrder& b) const {
    if (std::holds_alternative<Reshape>(node.op)) {
      refuse(node,
             "a tensor streamed as " + order_text(a) + " cannot become " + order_text(b) +
                 " without reordering its elements",
             "channels are streamed last: keep their number, reshape a tensor of one channel, or "
             "reshape what an nn.Linear makes, which comes in any order");
    }
    refuse(node,
           "its inputs are streamed as " + order_text(a) + " and " + order_text(b) +
               ", which is not the same order of elements",
           "combine the feature maps before they are flattened, or put an nn.Linear between one "
           "of them and this layer: its results come in any order");
  }

  void join(const TensorNode& node, int axis, bool appends) {
    std::vector<OrderedTensor> inputs;
    for (const TensorId id : node.inputs) inputs.push_back({graph_.shape(id), order(id)});
    const Shape& shape = graph_.shape(node.output);
    const bool all_settled = std::all_of(inputs.begin(), inputs.end(),
                                         [](const auto& input) { return is_settled(input.order); });
    bool fits = true;
    if (axis == 0 && is_map(order(node.output))) {
      fits = join_pixels(node);
    } else if (all_settled) {
      fits = join_settled(node, joined_orders(inputs, shape, axis));
    } else if (axis > 0) {
      fits = join_images(node);
    } else if (appends || has_parts(node)) {
      fits = append(node, appended(inputs));
    }
    if (!fits) refuse_join(node, inputs, order(node.output));
  }

  // What follows from the inputs' orders, of which the output may have any.
  bool join_settled(const TensorNode& node, const std::vector<ElementOrder>& orders) {
    for (const ElementOrder& joined : orders) {
      const auto both = meet(joined, order(node.output));
      if (!both) continue;
      set(node.output, *both);
      return true;
    }
    return false;
  }

  // {A,B} side by side, where only one order of dimensions is possible.
  bool join_images(const TensorNode& node) {
    std::vector<TensorId> all = node.inputs;
    all.push_back(node.output);
    std::vector<std::size_t> forms;
    for (const std::size_t form : {std::size_t{0}, std::size_t{1}}) {
      const bool possible = std::all_of(all.begin(), all.end(), [&](TensorId id) {
        return meet(order(id), {as_images(graph_.shape(id))[form]}).has_value();
      });
      if (possible) forms.push_back(form);
    }
    if (forms.size() != 1) return !forms.empty();
    for (const TensorId id : all) set(id, {as_images(graph_.shape(id))[forms[0]]});
    return true;
  }

  static bool is_map(const OpenOrder& order) {
    return order.size() == 1 && is_settled(order) && !leaves_in_torch_order(order[0]);
  }

  // All are maps with the output's pixels.
  bool join_pixels(const TensorNode& node) {
    const Shape part = order(node.output)[0];
    for (const TensorId id : node.inputs) {
      const ElementOrder map = map_like(part, element_count(graph_.shape(id)));
      if (map.empty() || !meet(order(id), map)) return false;
      set(id, map);
    }
    return true;
  }

  bool has_parts(const TensorNode& node) const {
    return order(node.output).size() > 1 ||
           std::any_of(node.inputs.begin(), node.inputs.end(),
                       [&](TensorId id) { return order(id).size() > 1; });
  }

  // One after the other.
  bool append(const TensorNode& node, const OpenOrder& joined) {
    auto left = meet(joined, order(node.output));
    if (!left) return false;
    set(node.output, *left);
    for (const TensorId id : node.inputs) {
      const auto mine = take_front(*left, element_count(graph_.shape(id)));
      if (!mine) return false;
      set(id, *mine);
    }
    return true;
  }

  [[noreturn]] static void refuse_join(const TensorNode& node,
                                       const std::vector<OrderedTensor>& inputs,
                                       const OpenOrder& whole) {
    std::string parts;
    for (const OrderedTensor& input : inputs) {
      parts += (parts.empty() ? "" : " and ") + order_text(input.order);
    }
    refuse(node,
           "joining inputs streamed as " + parts + " to " + order_text(whole) +
               " would have to reorder a stream",
           "join the feature maps before they are flattened, or put an nn.Linear between one of "
           "them and this layer: its results come in any order");
  }

  const TensorGraph& graph_;
  std::vector<OpenOrder> orders_;
  // By node: whether a join whose inputs say nothing of it takes them one after the other.
  std::vector<bool> appends_;
  bool changed_ = true;
};

}  // namespace

std::vector<ElementOrder> stream_layout(const TensorGraph& graph) {
  return LayoutPass(graph).run();
}

}  // namespace sluice
