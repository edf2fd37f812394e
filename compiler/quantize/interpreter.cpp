// The integer interpreter: op after op, each on all frames of a batch.
#include "compiler/quantize/interpreter.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "compiler/tensor/interpreter.hpp"
#include "compiler/tensor/overloaded.hpp"
#include "compiler/tensor/window_kernels.hpp"
#include "runtime/base/check.hpp"
#include "runtime/base/interrupt.hpp"
#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

using Values = std::vector<std::vector<std::int64_t>>;

template <typename To, typename From>
void convert(const From* from, std::int64_t count, To* to) {
  std::transform(from, from + count, to, [](From x) { return static_cast<To>(x); });
}

// One node's work on a batch. Gives the number of saturated results.
class NodeRun {
 public:
  NodeRun(const IntegerGraph& graph, const IntegerNode& node, const ExactMatrix* matrix,
          std::int64_t count, Values& values)
      : node_(node),
        matrix_(matrix),
        count_(count),
        in_(graph.value(node.inputs[0])),
        out_(graph.value(node.output)),
        in_size_(element_count(in_.shape)),
        out_size_(element_count(out_.shape)),
        values_(values) {
    out().resize(static_cast<std::size_t>(out_size_ * count_));
  }

  std::int64_t operator()(const IntegerConvolution& op) {
    matrix_->visit([&]<typename T>(const std::vector<T>& weight) { convolve(op.window, weight); });
    return 0;
  }

  std::int64_t operator()(const IntegerLinear&) {
    matrix_->visit([&]<typename T>(const std::vector<T>& weight) {
      std::vector<T> x(in().size()), y(out().size());
      convert(in().data(), in_size_ * count_, x.data());
      exact_product(count_, out_size_, in_size_, x.data(), weight.data(), true, y.data());
      convert(y.data(), out_size_ * count_, out().data());
    });
    return 0;
  }

  std::int64_t operator()(const IntegerRescale& op) {
    const auto channels =
        static_cast<std::int64_t>(std::max(op.multiplier.size(), op.offset.size()));
    const std::int64_t run = in_size_ / channels;
    std::int64_t saturated = 0;
    for (std::int64_t i = 0; i < in_size_ * count_; i += run) {
      const std::int64_t c = i / run % channels;
      saturated += rescale_run(op, entry(op.multiplier, c), entry(op.offset, c), i, run);
    }
    return saturated;
  }

  std::int64_t operator()(const IntegerLookup& op) {
    std::transform(in().begin(), in().end(), out().begin(),
                   [&](std::int64_t x) { return look_up(op.table, in_.format, x); });
    if (op.cut_off.empty()) return 0;
    std::vector<std::int32_t> is_cut_off(op.table.size(), 0);
    for (const std::int32_t place : op.cut_off) is_cut_off[static_cast<std::size_t>(place)] = 1;
    std::int64_t saturated = 0;
    for (const std::int64_t x : in()) saturated += look_up(is_cut_off, in_.format, x);
    return saturated;
  }

  std::int64_t operator()(const IntegerMaxPool& op) {
    const WindowedFrame frame(in_.shape, out_.shape, op.window);
    for (std::int64_t n = 0; n < count_; ++n) {
      max_windows(frame, in_frame(n), in_.format.min(), out_frame(n));
    }
    return 0;
  }

  std::int64_t operator()(const IntegerSumPool& op) {
    const WindowedFrame frame(in_.shape, out_.shape, op.window);
    for (std::int64_t n = 0; n < count_; ++n) sum_windows(frame, in_frame(n), out_frame(n));
    return 0;
  }

  std::int64_t operator()(const IntegerAdd& op) {
    std::fill(out().begin(), out().end(), 0);
    for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
      const std::int64_t multiplier = op.multiplier[i];
      std::transform(out().begin(), out().end(), in(i).begin(), out().begin(),
                     [=](std::int64_t sum, std::int64_t x) { return sum + multiplier * x; });
    }
    return 0;
  }

  std::int64_t operator()(const IntegerMultiply&) {
    std::transform(in(0).begin(), in(0).end(), in(1).begin(), out().begin(), std::multiplies<>());
    return 0;
  }

  // From the axis on, an input is a sequence of runs that go into the output's runs side by side.
  std::int64_t operator()(const IntegerConcat& op) {
    const Shape& shape = out_.shape;
    const std::int64_t out_run = element_count(Shape(shape.begin() + op.axis, shape.end()));
    std::int64_t start = 0;
    for (std::size_t i = 0; i < node_.inputs.size(); ++i) start = copy_runs(in(i), out_run, start);
    return 0;
  }

  std::int64_t operator()(const IntegerPad& op) {
    for (std::int64_t n = 0; n < count_; ++n) {
      pad_frame(in_.shape, op.padding, in_frame(n), out_frame(n));
    }
    return 0;
  }

  std::int64_t operator()(const IntegerReshape&) {
    out() = in();
    return 0;
  }

 private:
  const std::vector<std::int64_t>& in(std::size_t i = 0) const {
    return values_[static_cast<std::size_t>(node_.inputs[i])];
  }
  std::vector<std::int64_t>& out() { return values_[static_cast<std::size_t>(node_.output)]; }
  const std::int64_t* in_frame(std::int64_t n) const { return in().data() + n * in_size_; }
  std::int64_t* out_frame(std::int64_t n) { return out().data() + n * out_size_; }

  template <typename T>
  void convolve(const WindowGeometry& window, const std::vector<T>& weight) {
    const WindowedFrame frame(in_.shape, out_.shape, window);
    const std::int64_t positions = out_.shape[1] * out_.shape[2];
    std::vector<T> x(static_cast<std::size_t>(in_size_)), y(static_cast<std::size_t>(out_size_));
    std::vector<T> columns(static_cast<std::size_t>(matrix_->cols() * positions));
    for (std::int64_t n = 0; n < count_; ++n) {
      convert(in_frame(n), in_size_, x.data());
      unroll_windows(frame, x.data(), columns.data());
      exact_product(matrix_->rows(), positions, matrix_->cols(), weight.data(), columns.data(),
                    false, y.data());
      convert(y.data(), out_size_, out_frame(n));
    }
  }

  std::int64_t rescale_run(const IntegerRescale& op, std::int64_t multiplier, std::int64_t offset,
                           std::int64_t begin, std::int64_t count) {
    const std::int64_t* x = in().data() + begin;
    std::int64_t* y = out().data() + begin;
    std::int64_t below = 0, above = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t exact = scale_and_shift(x[i], multiplier, offset, op.shift);
      below += exact < op.low;
      above += exact > op.high;
      y[i] = saturate(exact, op.low, op.high);
    }
    return (op.low_is_wanted ? 0 : below) + (op.high_is_wanted ? 0 : above);
  }

  std::int64_t copy_runs(const std::vector<std::int64_t>& from, std::int64_t out_run,
                         std::int64_t start) {
    const std::int64_t run_count = out_size_ * count_ / out_run;
    const std::int64_t run = static_cast<std::int64_t>(from.size()) / run_count;
    for (std::int64_t r = 0; r < run_count; ++r) {
      std::copy_n(from.data() + r * run, run, out_frame(0) + r * out_run + start);
    }
    return start + run;
  }

  const IntegerNode& node_;
  const ExactMatrix* matrix_;
  std::int64_t count_;
  const IntegerValue& in_;
  const IntegerValue& out_;
  std::int64_t in_size_, out_size_;
  Values& values_;
};

const Array<std::int32_t>* weight_of(const IntegerOp& op) {
  if (const auto* conv = std::get_if<IntegerConvolution>(&op)) return &conv->weight;
  if (const auto* linear = std::get_if<IntegerLinear>(&op)) return &linear->weight;
  return nullptr;
}

constexpr std::size_t kNoMatrix = static_cast<std::size_t>(-1);

}  // namespace

IntegerInterpreter::IntegerInterpreter(const IntegerGraph& graph) : graph_(&graph) {
  check(graph.inputs.size() == 1, "an integer graph has one input");
  for (const IntegerNode& node : graph.nodes) {
    const Array<std::int32_t>* weight = weight_of(node.op);
    matrix_of_.push_back(weight != nullptr ? matrices_.size() : kNoMatrix);
    if (weight != nullptr) matrices_.emplace_back(*weight, graph.value(node.inputs[0]).format);
  }
}

IntegerBatch IntegerInterpreter::run(std::span<const std::int32_t> frames,
                                     std::int64_t count) const {
  IntegerBatch batch{count, Values(graph_->values.size()), {}};
  const ValueId input = graph_->inputs[0];
  check(
      static_cast<std::int64_t>(frames.size()) == count * element_count(graph_->value(input).shape),
      "the input holds `count` frames");
  batch.values[static_cast<std::size_t>(input)].assign(frames.begin(), frames.end());
  for (std::size_t n = 0; n < graph_->nodes.size(); ++n) {
    stop_if_interrupted();
    const IntegerNode& node = graph_->nodes[n];
    const ExactMatrix* matrix = matrix_of_[n] == kNoMatrix ? nullptr : &matrices_[matrix_of_[n]];
    batch.saturations.push_back(
        std::visit(NodeRun(*graph_, node, matrix, count, batch.values), node.op));
  }
  return batch;
}

IntegerRun IntegerInterpreter::run(const Array<std::int32_t>& frame) const {
  IntegerBatch batch = run(frame.values, 1);
  IntegerRun result;
  result.saturations = std::move(batch.saturations);
  for (std::size_t i = 0; i < batch.values.size(); ++i) {
    result.values.emplace_back(graph_->values[i].shape, std::move(batch.values[i]));
  }
  return result;
}

IntegerRun run(const IntegerGraph& graph, const Array<std::int32_t>& frame) {
  return IntegerInterpreter(graph).run(frame);
}

Array<std::int32_t> quantize_input(const IntegerGraph& graph, const Array<float>& input) {
  const IntegerValue& value = graph.value(graph.inputs[0]);
  Array<std::int32_t> integers(input.shape);
  for (std::int64_t i = 0; i < input.size(); ++i) {
    if (!std::isfinite(input[i])) {
      throw Error("input element " + std::to_string(i + 1) + " is not finite");
    }
    integers[i] = static_cast<std::int32_t>(quantize_value(input[i], value.scale[0], value.format));
  }
  return integers;
}

std::int64_t saturated_input(const IntegerGraph& graph, std::span<const float> input) {
  const IntegerValue& value = graph.value(graph.inputs[0]);
  return std::count_if(input.begin(), input.end(),
                       [&](float real) { return is_cut_off(real, value.scale[0], value.format); });
}

std::vector<float> dequantize(const IntegerGraph& graph, const IntegerOutput& output,
                              std::span<const std::int64_t> frame) {
  const IntegerValue& value = graph.value(output.value);
  const auto run = static_cast<std::int64_t>(frame.size() / value.scale.size());
  std::vector<float> real(frame.size());
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const double scale = entry(value.scale, static_cast<std::int64_t>(i) / run);
    real[i] = static_cast<float>(scale * static_cast<double>(frame[i]));
  }
  return real;
}

std::vector<float> host_output(const IntegerGraph& graph, const IntegerOutput& output,
                               std::span<const std::int64_t> frame) {
  std::vector<float> real = dequantize(graph, output, frame);
  if (output.host_op == HostOp::kNone) return real;
  soft_max(graph.value(output.value).shape, output.host_op == HostOp::kLogSoftMax, real);
  return real;
}

}  // namespace sluice
