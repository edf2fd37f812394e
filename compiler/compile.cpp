// The path of the data as code (see docs/architecture.md).
#include "compiler/compile.hpp"

#include <cmath>

#include "compiler/dataflow/binary_joins.hpp"
#include "compiler/dataflow/lower.hpp"
#include "compiler/dataflow/names.hpp"
#include "compiler/dataflow/verify.hpp"
#include "compiler/netlist/build.hpp"
#include "compiler/netlist/manifest.hpp"
#include "compiler/netlist/report.hpp"
#include "compiler/network/findings.hpp"
#include "compiler/quantize/error_report.hpp"
#include "compiler/tensor/import.hpp"
#include "compiler/tensor/passes.hpp"

namespace sluice {
namespace {

constexpr double kMostMegahertz = 1e6;

FoldingOptions folding_options(const CompileOptions& options) {
  if (!(options.clock_mhz > 0) || options.clock_mhz > kMostMegahertz) {
    throw Error("found clock_mhz " + std::to_string(options.clock_mhz) +
                ", expected a clock rate in MHz above 0");
  }
  if (options.fps && options.multipliers) {
    throw Error("found both fps and multipliers, expected one of them", {},
                {"fps asks for the fewest multipliers, multipliers for the highest rate"});
  }
  FoldingOptions result;
  result.clock_mhz = options.clock_mhz;
  result.layers = options.layers;
  result.multipliers = options.multipliers;
  if (options.multipliers && *options.multipliers < 1) {
    throw Error("found multipliers " + std::to_string(*options.multipliers) +
                ", expected 1 or more");
  }
  if (!options.fps) return result;
  const double cycles = options.clock_mhz * 1e6 / *options.fps;
  if (!(*options.fps > 0) || !std::isfinite(cycles) || cycles > 9e15) {
    throw Error("found fps " + std::to_string(*options.fps) + ", expected a frame rate above 0");
  }
  // A rate that is meant to be a whole number of cycles must not lose one to rounding.
  result.frame_cycles = static_cast<std::int64_t>(std::floor(cycles * (1 + 1e-12)));
  return result;
}

// A graph of any kind, which must be without findings.
template <typename Graph>
Graph sound(Graph graph) {
  check_no_findings(verify(graph));
  return graph;
}

}  // namespace

Design compile(const Network& network, const Array<float>& calibration,
               const CompileOptions& options) {
  const std::string name = options.name.empty() ? network.name : options.name;
  refuse_module_name(name);
  const FoldingOptions goals = folding_options(options);

  const TensorGraph tensors = optimize(import_network(network));
  Design design;
  design.network = network;
  const IntegerGraph quantized = quantize(tensors, calibration, options.quantize);
  design.graph = sound(with_binary_joins(quantized));
  design.graph.name = name;
  design.scheduled = schedule(sound(lower(design.graph)), goals, options.on_progress);
  check_no_findings(verify(design.scheduled.dataflow));
  design.netlist = build_netlist(design.scheduled);
  design.manifest = manifest_json(design.graph, design.scheduled, design.netlist);
  design.report = report_text(design.graph, design.scheduled) +
                  "\nErrors against float, measured on calibration frames\n\n" +
                  error_text(measure_errors(tensors, quantized, calibration));
  return design;
}

}  // namespace sluice
