// Tables of what was chosen and why.
#include "compiler/netlist/report.hpp"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "compiler/dataflow/units.hpp"
#include "compiler/quantize/bounds.hpp"
#include "compiler/schedule/timing.hpp"
#include "runtime/integer/arithmetic.hpp"

namespace sluice {
namespace {

using Row = std::vector<std::string>;

std::string shown(std::int64_t number) { return std::to_string(number); }

std::string shown(double number) {
  std::ostringstream out;
  out << std::setprecision(6) << number;
  return out.str();
}

std::string format_text(const IntegerFormat& format) {
  return shown(std::int64_t{format.bits}) + (format.is_signed ? " signed" : " unsigned");
}

// Columns as wide as their widest entry.
std::string table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
  }
  std::string result;
  for (const Row& row : rows) {
    std::string line = " ";
    for (std::size_t c = 0; c < row.size(); ++c) {
      line += " " + row[c] + std::string(widths[c] - row[c].size() + 1, ' ');
    }
    result += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return result;
}

std::string summary(const ScheduledDataflow& scheduled) {
  const Unit& slowest = scheduled.dataflow.units[static_cast<std::size_t>(scheduled.bottleneck)];
  const double fps = scheduled.clock_mhz * 1e6 / static_cast<double>(scheduled.interval_cycles);
  return "Design " + scheduled.dataflow.name + "\n\n" +
         table({{"interval", shown(scheduled.interval_cycles) + " cycles from frame to frame"},
                {"latency", shown(scheduled.latency_cycles) + " cycles for the first frame"},
                {"frame rate",
                 shown(fps) + " frames a second at " + shown(scheduled.clock_mhz) + " MHz"},
                {"bottleneck", slowest.name + " of layer " + slowest.layer},
                {"multipliers", shown(scheduled.multipliers)}});
}

std::string scale_text(const IntegerValue& value) {
  const auto [low, high] = std::minmax_element(value.scale.begin(), value.scale.end());
  return *low == *high ? shown(*low) : shown(*low) + " to " + shown(*high);
}

std::string formats(const IntegerGraph& graph) {
  const std::vector<Interval> bounds = value_bounds(graph);
  std::vector<Row> rows = {{"value", "bits", "bits needed", "lowest", "highest", "scale"}};
  for (std::size_t v = 0; v < graph.values.size(); ++v) {
    const IntegerValue& value = graph.values[v];
    const Interval& range = bounds[v];
    const int needed = narrowest_format(range.low, range.high, value.format.is_signed).bits;
    rows.push_back({value.name, format_text(value.format), shown(std::int64_t{needed}),
                    shown(range.low), shown(range.high), scale_text(value)});
  }
  return "\nNumbers: what weights, constants and the input's range allow at most\n\n" + table(rows);
}

std::string units(const Dataflow& dataflow) {
  std::vector<Row> rows = {
      {"unit", "kind", "layer", "MACs", "pe", "simd", "multipliers", "cycles a frame"}};
  for (const Unit& unit : dataflow.units) {
    const auto* matvec = std::get_if<MatrixVectorUnit>(&unit.kind);
    const std::int64_t work = macs(unit.kind);
    rows.push_back({unit.name, kind_name(unit.kind), unit.layer, work > 0 ? shown(work) : "-",
                    matvec ? shown(std::int64_t{matvec->pe}) : "-",
                    matvec ? shown(std::int64_t{matvec->simd}) : "-",
                    shown(multipliers(dataflow, unit)), shown(interval_cycles(dataflow, unit))});
  }
  return "\nUnits: all at work at once\n\n" + table(rows);
}

std::string buffers(const Dataflow& dataflow) {
  std::vector<Row> rows = {{"stream", "beats a frame", "lanes", "bits", "depth", "bits held"}};
  for (const Stream& stream : dataflow.streams) {
    rows.push_back({stream.name, shown(stream.beats), shown(std::int64_t{stream.lanes}),
                    format_text(stream.format), shown(std::int64_t{stream.depth}),
                    shown(std::int64_t{stream.depth} * stream.lanes * stream.format.bits)});
  }
  std::string result = "\nStreams and their FIFOs\n\n" + table(rows);
  rows = {{"window buffer", "rows", "bits held"}};
  for (const Unit& unit : dataflow.units) {
    const auto* window = std::get_if<WindowUnit>(&unit.kind);
    if (window == nullptr) continue;
    const int bits = dataflow.streams[static_cast<std::size_t>(unit.inputs[0])].format.bits;
    rows.push_back({unit.name, shown(std::int64_t{window->rows}),
                    shown(std::int64_t{window->rows} * window->width * window->channels * bits)});
  }
  return rows.size() == 1 ? result : result + "\n" + table(rows);
}

std::string liveness(const ScheduledDataflow& scheduled) {
  std::string result = "\nWhy this design cannot deadlock\n\n";
  for (const std::string& sentence : scheduled.liveness) result += "  " + sentence + "\n";
  return result;
}

}  // namespace

std::string report_text(const IntegerGraph& graph, const ScheduledDataflow& scheduled) {
  return summary(scheduled) + formats(graph) + units(scheduled.dataflow) +
         buffers(scheduled.dataflow) + liveness(scheduled);
}

}  // namespace sluice
