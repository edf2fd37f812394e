// The float interpreter: op after op, each on all frames of a batch. What it computes decides
// scales, so its sums have one order on every machine.
#include "compiler/tensor/interpreter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "compiler/tensor/overloaded.hpp"
#include "compiler/tensor/window_kernels.hpp"
#include "runtime/base/check.hpp"
#include "runtime/base/interrupt.hpp"
#include "runtime/nn/ordered_product.hpp"

namespace sluice {
namespace {

using Values = std::vector<std::vector<float>>;

// One node's work on a batch.
class NodeRun {
 public:
  NodeRun(const TensorGraph& graph, const TensorNode& node, std::int64_t count, Values& values)
      : node_(node),
        count_(count),
        in_shape_(graph.shape(node.inputs[0])),
        out_shape_(graph.shape(node.output)),
        in_size_(element_count(in_shape_)),
        out_size_(element_count(out_shape_)),
        values_(values) {
    out().resize(static_cast<std::size_t>(out_size_ * count_));
  }

  void operator()(const Convolution& op) {
    const WindowedFrame frame(in_shape_, out_shape_, op.window);
    const std::int64_t positions = out_shape_[1] * out_shape_[2];
    const std::int64_t taps = op.weight.size() / out_shape_[0];
    std::vector<float> columns(static_cast<std::size_t>(taps * positions));
    for (std::int64_t n = 0; n < count_; ++n) {
      unroll_windows(frame, in_frame(n), columns.data());
      for (std::int64_t o = 0; o < out_shape_[0]; ++o) {
        std::fill_n(out_frame(n) + o * positions, positions, op.bias[static_cast<std::size_t>(o)]);
      }
      nn::ordered_product(out_shape_[0], positions, taps, op.weight.values.data(), columns.data(),
                          out_frame(n));
    }
  }

  void operator()(const Linear& op) {
    for (std::int64_t n = 0; n < count_; ++n)
      std::copy(op.bias.begin(), op.bias.end(), out_frame(n));
    nn::ordered_product_transposed(count_, out_size_, in_size_, in_frame(0),
                                   op.weight.values.data(), out_frame(0));
  }

  void operator()(const ScaleShift& op) {
    const auto channels = static_cast<std::int64_t>(op.scale.size());
    const std::int64_t period = in_size_ / channels;
    for (std::int64_t i = 0; i < in_size_ * count_; ++i) {
      const auto c = static_cast<std::size_t>(i / period % channels);
      out_frame(0)[i] = in_frame(0)[i] * op.scale[c] + op.shift[c];
    }
  }

  void operator()(const Clamp& op) {
    const auto low = static_cast<float>(op.low), high = static_cast<float>(op.high);
    map([=](float x) { return std::min(std::max(x, low), high); });
  }

  void operator()(const Activation& op) {
    map([&](float x) { return static_cast<float>(apply(op, x)); });
  }

  void operator()(const MaxPool& op) {
    const WindowedFrame frame(in_shape_, out_shape_, op.window);
    for (std::int64_t n = 0; n < count_; ++n) {
      max_windows(frame, in_frame(n), -std::numeric_limits<float>::infinity(), out_frame(n));
    }
  }

  void operator()(const AveragePool& op) {
    const WindowedFrame frame(in_shape_, out_shape_, op.window);
    for (std::int64_t n = 0; n < count_; ++n) sum_windows(frame, in_frame(n), out_frame(n));
    for (std::size_t i = 0; i < out().size(); ++i) {
      out()[i] /= static_cast<float>(op.divisor[i % op.divisor.size()]);
    }
  }

  void operator()(const Pad& op) {
    for (std::int64_t n = 0; n < count_; ++n) {
      pad_frame(in_shape_, op.padding, in_frame(n), out_frame(n));
    }
  }

  void operator()(const Add&) {
    fold([](float a, float b) { return a + b; });
  }
  void operator()(const Multiply&) {
    fold([](float a, float b) { return a * b; });
  }

  // From the axis on, an input is a sequence of runs that go into the output's runs side by side.
  void operator()(const Concat& op) {
    const std::int64_t out_run =
        element_count(Shape(out_shape_.begin() + op.axis, out_shape_.end()));
    std::int64_t start = 0;
    for (const TensorId input : node_.inputs) {
      start = copy_runs(values_[static_cast<std::size_t>(input)], out_run, start);
    }
  }

  void operator()(const Reshape&) { out() = in(); }
  void operator()(const Identity&) { out() = in(); }
  void operator()(const SoftMax&) { soft_max_frames(false); }
  void operator()(const LogSoftMax&) { soft_max_frames(true); }

 private:
  const std::vector<float>& in(std::size_t i = 0) const {
    return values_[static_cast<std::size_t>(node_.inputs[i])];
  }
  std::vector<float>& out() { return values_[static_cast<std::size_t>(node_.output)]; }
  const float* in_frame(std::int64_t n) const { return in().data() + n * in_size_; }
  float* out_frame(std::int64_t n) { return out().data() + n * out_size_; }

  template <typename Function>
  void map(Function function) {
    std::transform(in().begin(), in().end(), out().begin(), function);
  }

  template <typename Function>
  void fold(Function function) {
    out() = in();
    for (std::size_t i = 1; i < node_.inputs.size(); ++i) {
      std::transform(out().begin(), out().end(), in(i).begin(), out().begin(), function);
    }
  }

  std::int64_t copy_runs(const std::vector<float>& from, std::int64_t out_run, std::int64_t start) {
    const std::int64_t run_count = out_size_ * count_ / out_run;
    const std::int64_t run = static_cast<std::int64_t>(from.size()) / run_count;
    for (std::int64_t r = 0; r < run_count; ++r) {
      std::copy_n(from.data() + r * run, run, out_frame(0) + r * out_run + start);
    }
    return start + run;
  }

  void soft_max_frames(bool logarithm) {
    out() = in();
    for (std::int64_t n = 0; n < count_; ++n) {
      soft_max(in_shape_, logarithm, {out_frame(n), static_cast<std::size_t>(out_size_)});
    }
  }

  const TensorNode& node_;
  std::int64_t count_;
  const Shape& in_shape_;
  const Shape& out_shape_;
  std::int64_t in_size_, out_size_;
  Values& values_;
};

}  // namespace

double apply(const Activation& activation, double x) {
  switch (activation.kind) {
    case ActivationKind::kLeaky:
      return x > 0 ? x : activation.a * x;
    case ActivationKind::kThreshold:
      return x > activation.a ? x : activation.b;
    case ActivationKind::kTanh:
      return std::tanh(x);
    case ActivationKind::kSigmoid:
      return 1 / (1 + std::exp(-x));
  }
  check(false, "every activation is known");
  return 0;
}

void soft_max(const Shape& shape, bool logarithm, std::span<float> values) {
  const auto channels = static_cast<std::size_t>(shape[0]);
  const std::size_t positions = values.size() / channels;
  for (std::size_t p = 0; p < positions; ++p) {
    double largest = -std::numeric_limits<double>::infinity(), sum = 0;
    for (std::size_t c = 0; c < channels; ++c) {
      largest = std::max(largest, static_cast<double>(values[c * positions + p]));
    }
    for (std::size_t c = 0; c < channels; ++c) sum += std::exp(values[c * positions + p] - largest);
    for (std::size_t c = 0; c < channels; ++c) {
      float& value = values[c * positions + p];
      const double shifted = value - largest;
      value = static_cast<float>(logarithm ? shifted - std::log(sum) : std::exp(shifted) / sum);
    }
  }
}

Values TensorInterpreter::run(const std::vector<std::span<const float>>& inputs,
                              std::int64_t count) const {
  check(inputs.size() == graph_->inputs.size(), "one array for each input");
  Values values(graph_->values.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const TensorId id = graph_->inputs[i];
    check(static_cast<std::int64_t>(inputs[i].size()) == count * element_count(graph_->shape(id)),
          "an input holds `count` frames");
    values[static_cast<std::size_t>(id)].assign(inputs[i].begin(), inputs[i].end());
  }
  for (const TensorNode& node : graph_->nodes) {
    stop_if_interrupted();
    std::visit(NodeRun(*graph_, node, count, values), node.op);
  }
  return values;
}

std::vector<Array<float>> run(const TensorGraph& graph, const Array<float>& frame) {
  Values values = TensorInterpreter(graph).run({frame.values}, 1);
  std::vector<Array<float>> arrays;
  for (std::size_t i = 0; i < values.size(); ++i) {
    // A dead value, between passes, has no elements.
    arrays.push_back(values[i].empty() ? Array<float>()
                                       : Array<float>(graph.values[i].shape, std::move(values[i])));
  }
  return arrays;
}

}  // namespace sluice
