// Integer ops by nested loops over every index.
#include "tests/compiler/quantize/naive_interpreter.hpp"

#include <algorithm>
#include <optional>

#include "compiler/tensor/overloaded.hpp"

namespace sluice::testing {
namespace {

using Values = std::vector<std::vector<std::int64_t>>;

// A tensor that is addressed by channel, row and column.
struct Image {
  const std::vector<std::int64_t>& values;
  const Shape& shape;

  std::optional<std::int64_t> at(std::int64_t c, std::int64_t y, std::int64_t x) const {
    if (y < 0 || x < 0 || y >= shape[1] || x >= shape[2]) return std::nullopt;
    return values[static_cast<std::size_t>((c * shape[1] + y) * shape[2] + x)];
  }
};

// visit(c, oy, ox, elements): the elements of each window, those outside missing.
template <typename Visit>
void each_window(const Image& image, const Shape& out, const WindowGeometry& w, Visit visit) {
  for (std::int64_t c = 0; c < image.shape[0]; ++c) {
    for (std::int64_t oy = 0; oy < out[1]; ++oy) {
      for (std::int64_t ox = 0; ox < out[2]; ++ox) {
        std::vector<std::optional<std::int64_t>> elements;
        for (int ky = 0; ky < w.kernel_h; ++ky) {
          for (int kx = 0; kx < w.kernel_w; ++kx) {
            elements.push_back(image.at(c, oy * w.stride_h - w.padding.top + ky,
                                        ox * w.stride_w - w.padding.left + kx));
          }
        }
        visit(c, oy, ox, elements);
      }
    }
  }
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return quotient * b > a ? quotient - 1 : quotient;
}

class Naive {
 public:
  Naive(const IntegerGraph& graph, const IntegerNode& node, const Values& values)
      : graph_(graph),
        node_(node),
        values_(values),
        in_(graph.value(node.inputs[0])),
        out_(graph.value(node.output)),
        result_(static_cast<std::size_t>(element_count(out_.shape))) {}

  std::vector<std::int64_t> run() {
    std::visit(*this, node_.op);
    return result_;
  }

  void operator()(const IntegerConvolution& op) {
    const Shape& w = op.weight.shape;
    for (std::int64_t o = 0; o < w[0]; ++o) {
      each_window(image(), out_.shape, op.window,
                  [&](std::int64_t c, std::int64_t oy, std::int64_t ox, const auto& elements) {
                    for (std::size_t k = 0; k < elements.size(); ++k) {
                      const std::int64_t place =
                          (o * w[1] + c) * w[2] * w[3] + static_cast<std::int64_t>(k);
                      out(o, oy, ox) += op.weight[place] * elements[k].value_or(0);
                    }
                  });
    }
  }

  void operator()(const IntegerLinear& op) {
    const std::int64_t cols = op.weight.shape[1];
    for (std::int64_t i = 0; i < op.weight.size(); ++i) {
      result_[static_cast<std::size_t>(i / cols)] +=
          op.weight[i] * x()[static_cast<std::size_t>(i % cols)];
    }
  }

  void operator()(const IntegerRescale& op) {
    const auto periods =
        static_cast<std::int64_t>(std::max(op.multiplier.size(), op.offset.size()));
    const auto size = static_cast<std::int64_t>(x().size());
    for (std::int64_t i = 0; i < size; ++i) {
      const std::int64_t c = i / (size / periods);
      const std::int64_t scaled =
          x()[static_cast<std::size_t>(i)] * entry(op.multiplier, c) + entry(op.offset, c);
      const std::int64_t shifted = floor_divide(scaled, std::int64_t{1} << op.shift);
      result_[static_cast<std::size_t>(i)] = std::clamp(shifted, op.low, op.high);
    }
  }

  void operator()(const IntegerLookup& op) {
    for (std::size_t i = 0; i < x().size(); ++i) {
      result_[i] = op.table[static_cast<std::size_t>(x()[i] - in_.format.min())];
    }
  }

  void operator()(const IntegerMaxPool& op) {
    each_window(image(), out_.shape, op.window,
                [&](std::int64_t c, std::int64_t oy, std::int64_t ox, const auto& elements) {
                  std::int64_t best = in_.format.min();
                  for (const auto& element : elements)
                    best = std::max(best, element.value_or(best));
                  out(c, oy, ox) = best;
                });
  }

  void operator()(const IntegerSumPool& op) {
    each_window(image(), out_.shape, op.window,
                [&](std::int64_t c, std::int64_t oy, std::int64_t ox, const auto& elements) {
                  for (const auto& element : elements) out(c, oy, ox) += element.value_or(0);
                });
  }

  void operator()(const IntegerAdd& op) {
    for (std::size_t n = 0; n < node_.inputs.size(); ++n) {
      for (std::size_t i = 0; i < result_.size(); ++i) result_[i] += op.multiplier[n] * x(n)[i];
    }
  }

  void operator()(const IntegerMultiply&) {
    for (std::size_t i = 0; i < result_.size(); ++i) result_[i] = x(0)[i] * x(1)[i];
  }

  void operator()(const IntegerConcat& op) {
    const std::size_t axis = static_cast<std::size_t>(op.axis) + 3 - out_.shape.size();
    std::int64_t start = 0;
    for (std::size_t n = 0; n < node_.inputs.size(); ++n) {
      const Shape shape = cube(graph_.value(node_.inputs[n]).shape);
      for (std::int64_t i = 0; i < element_count(shape); ++i) {
        std::int64_t place[3] = {i / (shape[1] * shape[2]), i / shape[2] % shape[1], i % shape[2]};
        place[axis] += start;
        out(place[0], place[1], place[2]) = x(n)[static_cast<std::size_t>(i)];
      }
      start += shape[axis];
    }
  }

  void operator()(const IntegerPad& op) {
    const Shape& shape = out_.shape;
    for (std::int64_t c = 0; c < shape[0]; ++c) {
      for (std::int64_t y = 0; y < shape[1]; ++y) {
        for (std::int64_t xx = 0; xx < shape[2]; ++xx) {
          out(c, y, xx) = image().at(c, y - op.padding.top, xx - op.padding.left).value_or(0);
        }
      }
    }
  }

  void operator()(const IntegerReshape&) { result_ = x(); }

 private:
  const std::vector<std::int64_t>& x(std::size_t i = 0) const {
    return values_[static_cast<std::size_t>(node_.inputs[i])];
  }
  Image image() const { return {x(), in_.shape}; }
  // The same elements in three dimensions.
  static Shape cube(Shape shape) {
    shape.insert(shape.begin(), 3 - shape.size(), 1);
    return shape;
  }
  std::int64_t& out(std::int64_t c, std::int64_t y, std::int64_t x) {
    const Shape shape = cube(out_.shape);
    return result_[static_cast<std::size_t>((c * shape[1] + y) * shape[2] + x)];
  }

  const IntegerGraph& graph_;
  const IntegerNode& node_;
  const Values& values_;
  const IntegerValue& in_;
  const IntegerValue& out_;
  std::vector<std::int64_t> result_;
};

}  // namespace

Values run_naively(const IntegerGraph& graph, const std::vector<std::int32_t>& frame) {
  Values values(graph.values.size());
  values[static_cast<std::size_t>(graph.inputs[0])].assign(frame.begin(), frame.end());
  for (const IntegerNode& node : graph.nodes) {
    values[static_cast<std::size_t>(node.output)] = Naive(graph, node, values).run();
  }
  return values;
}

}  // namespace sluice::testing
