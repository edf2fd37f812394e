// How close the integers come to float, what was cut off, and the report of it.
#include "compiler/quantize/error_report.hpp"

#include "compiler/quantize/interpreter.hpp"
#include "tests/compiler/quantize/quantized.hpp"

namespace sluice::testing {
namespace {

TEST_CASE("16 bits come close to float, 8 bits less so, and the report says it") {
  const BuildNetwork network = BuildNetwork({1, 8, 8})
                                   .convolution("conv1", "input", 1, 3, 3, 1)
                                   .node("relu1", "ReLU", {"conv1"})
                                   .convolution("conv2", "relu1", 3, 2, 3);
  const Array<float> frames = wave({1, 8, 8}, -1, 1);
  const auto sqnr = [&](int bits) {
    QuantizeOptions options;
    options.bits = bits;
    const TensorGraph graph = optimize(network.graph());
    const auto errors = measure_errors(graph, quantize(graph, frames, options), frames);
    REQUIRE(errors.back().name == "conv2");
    REQUIRE(error_text(errors).find("relu1") != std::string::npos);
    return errors.back().sqnr_db();
  };
  REQUIRE(sqnr(16) > 75);
  REQUIRE(sqnr(8) > 30);
  REQUIRE(sqnr(8) < sqnr(16));
  REQUIRE(sqnr(4) < sqnr(8));
}

const TensorError& error_of(const std::vector<TensorError>& errors, const std::string& name) {
  for (const TensorError& error : errors) {
    if (error.name == name) return error;
  }
  FAIL("no row " << name);
  return errors[0];
}

TEST_CASE("saturations are counted at the input, in tables and in an output's own copy") {
  const BuildNetwork network = BuildNetwork({4})
                                   .node("leaky1", "LeakyReLU", {"input"}, {{"negval", 0.5}})
                                   .linear("fc1", "leaky1", 4, 3)
                                   .linear("fc2", "fc1", 3, 2)
                                   .outputs({"fc1", "fc2"});
  const TensorGraph graph = optimize(network.graph());
  QuantizeOptions options;
  options.ranges = RangeMethod::kMinMax;
  options.output_bits = 8;
  const IntegerGraph integers = quantize(graph, wave({4}, -1, 1), options);
  Array<float> loud = wave({4}, -3, 3);
  const auto errors = measure_errors(graph, integers, loud);
  REQUIRE(error_of(errors, "input").saturated > 0);
  REQUIRE(error_of(errors, "input").saturated == saturated_input(integers, loud.values));
  REQUIRE_FALSE(error_of(errors, "fc1_output").is_compared);
  REQUIRE(error_of(errors, "fc1_output").elements == loud.size() / 4 * 3);
  const auto quiet = measure_errors(graph, integers, wave({4}, -1, 1));
  for (const TensorError& error : quiet) REQUIRE(error.saturated == 0);
}

TEST_CASE("a table whose results leave its output's format says which entries it cut off") {
  // Calibration sees no more than 1; the threshold's value is 2.
  const BuildNetwork network =
      BuildNetwork({4})
          .node("threshold1", "Threshold", {"input"}, {{"threshold", 0.9}, {"val", 2.0}})
          .linear("fc1", "threshold1", 4, 3);
  QuantizeOptions options;
  options.ranges = RangeMethod::kPercentile;
  options.percentile = 60;
  Array<float> frames = wave({4}, 0.95F, 1);
  frames[0] = 0;
  const TensorGraph graph = optimize(network.graph());
  const IntegerGraph integers = quantize(graph, frames, options);
  const auto& table = std::get<IntegerLookup>(integers.nodes[0].op);
  REQUIRE(!table.cut_off.empty());
  for (const std::int32_t place : table.cut_off) {
    const std::int64_t entry = table.table[static_cast<std::size_t>(place)];
    const IntegerFormat& format = value(integers, "threshold1").format;
    REQUIRE((entry == format.min() || entry == format.max()));
  }
  REQUIRE(error_of(measure_errors(graph, integers, frames), "threshold1").saturated > 0);
}

TEST_CASE("the report's lines are whole however long the names are") {
  TensorError error;
  error.name = std::string(128, 'n');
  error.layer = std::string(128, 'l');
  error.format = {16, true};
  const std::string text = error_text({error, error});
  REQUIRE(std::count(text.begin(), text.end(), '\n') == 3);
  REQUIRE(text.size() % 3 == 0);  // all of one width
}

}  // namespace
}  // namespace sluice::testing
