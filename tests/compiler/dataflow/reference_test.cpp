// On every stream, what the reference says equals what the units make of it.
#include "compiler/dataflow/reference.hpp"

#include <catch2/catch.hpp>

#include "compiler/dataflow/binary_joins.hpp"
#include "compiler/dataflow/layout.hpp"
#include "compiler/dataflow/lower.hpp"
#include "compiler/dataflow/verify.hpp"
#include "compiler/quantize/interpreter.hpp"
#include "compiler/schedule/widths.hpp"
#include "tests/compiler/dataflow/unit_semantics.hpp"
#include "tests/compiler/graphs.hpp"
#include "tests/compiler/quantize/random_network.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

class StreamCheck {
 public:
  StreamCheck(const IntegerGraph& graph, const Dataflow& dataflow, std::uint64_t seed)
      : graph_(graph), dataflow_(dataflow) {
    const Array<std::int32_t> frames = testing::random_integer_frames(graph, 1, seed);
    values_ = run(graph, frames).values;
  }

  void check_all() {
    for (const Unit& unit : dataflow_.units) {
      INFO("unit " << unit.name);
      if (const auto* window = std::get_if<WindowUnit>(&unit.kind)) {
        check_window(unit, *window);
      } else if (!unit.outputs.empty() && !unit.inputs.empty()) {
        check_unit(unit);
      }
    }
  }

  std::int64_t compared = 0;

 private:
  const Stream& stream(StreamId id) const {
    return dataflow_.streams[static_cast<std::size_t>(id)];
  }
  Elements elements_on(StreamId id) const {
    const StreamElements elements(graph_, dataflow_, stream(id));
    return elements.of(values_[static_cast<std::size_t>(elements.value())].values.data());
  }

  void check_unit(const Unit& unit) {
    std::vector<Elements> inputs;
    for (StreamId id : unit.inputs) inputs.push_back(elements_on(id));
    UnitSemantics semantics(inputs, static_cast<std::size_t>(stream(unit.inputs[0]).lanes));
    semantics.signed_input = stream(unit.inputs[0]).format.is_signed;
    const Elements expected = std::visit(semantics, unit.kind);
    for (StreamId id : unit.outputs) {
      CHECK(elements_on(id) == expected);
      compared += static_cast<std::int64_t>(expected.size());
    }
  }

  // By the layout's order of one position, which was written without the reference.
  void check_window(const Unit& unit, const WindowUnit& window) {
    const Elements raster = elements_on(unit.inputs[0]);
    const std::vector<std::int64_t> order = window_order(window);
    const WindowGeometry& g = window.window;
    Elements expected;
    for (int oy = 0; oy < out_height(window); ++oy) {
      for (int ox = 0; ox < out_width(window); ++ox) {
        for (std::int64_t element : order) {
          const std::int64_t c = element / (g.kernel_h * g.kernel_w);
          const std::int64_t y =
              oy * g.stride_h - g.padding.top + element / g.kernel_w % g.kernel_h;
          const std::int64_t x = ox * g.stride_w - g.padding.left + element % g.kernel_w;
          const bool inside = y >= 0 && y < window.height && x >= 0 && x < window.width;
          const std::int64_t at = (y * window.width + x) * window.channels + c;
          expected.push_back(inside ? raster[static_cast<std::size_t>(at)] : window.pad_value);
        }
      }
    }
    CHECK(elements_on(unit.outputs[0]) == expected);
    compared += static_cast<std::int64_t>(expected.size());
  }

  const IntegerGraph& graph_;
  const Dataflow& dataflow_;
  std::vector<Array<std::int64_t>> values_;
};

void check_streams(const IntegerGraph& original, std::optional<std::int64_t> multipliers,
                   std::uint64_t seed) {
  const IntegerGraph graph = with_binary_joins(original);
  const Dataflow lowered = lower(graph);
  CHECK(verify(lowered) == std::vector<std::string>{});
  FoldingOptions options;
  options.multipliers = multipliers;
  const Dataflow folded = with_folding(lowered, choose_folding(lowered, options));
  CHECK(verify(folded) == std::vector<std::string>{});
  StreamCheck check(graph, folded, seed);
  check.check_all();
  CHECK(check.compared > 0);
}

}  // namespace

TEST_CASE("streams of LeNet-5 carry what the reference says", "[dataflow]") {
  check_streams(lenet(), std::nullopt, 1);
  check_streams(lenet(), 104, 2);
  check_streams(lenet(), 2000, 3);
}

TEST_CASE("streams of random networks carry what the reference says", "[dataflow]") {
  const std::uint64_t seed = GENERATE(range(1, 25));
  CAPTURE(seed);
  const IntegerGraph graph = testing::random_integer_graph(seed);
  check_streams(graph, std::nullopt, seed);
  check_streams(graph, 100, seed);
  check_streams(graph, 100000, seed);
}

TEST_CASE("sums of three and more go through exact partial sums", "[dataflow]") {
  GraphBuilder b("sum");
  const ValueId x = b.input({2, 3, 3}, kSignedByte);
  const ValueId y = b.rescale(b.convolution(x, 2, square(1)), kSignedByte);
  b.output(b.add({x, y, x, y}, {3, -5, 7, 1}));
  check_streams(b.graph(), std::nullopt, 5);
}
