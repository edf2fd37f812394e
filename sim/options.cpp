// Reading options, with messages that list the choices.
#include "sim/options.hpp"

#include <charconv>

#include "runtime/base/error.hpp"
#include "sim/process/tasks.hpp"

namespace sluice {
namespace {

// A whole number that is all of `text`, or -1.
std::int64_t whole_number(const std::string& text) {
  std::int64_t number = -1;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end ? number : -1;
}

}  // namespace

StallPattern stall_pattern(const std::string& name, std::uint64_t seed) {
  if (const auto kind = stall_kind(name)) return {*kind, seed};
  throw Error("unknown stall pattern \"" + name +
              "\", expected none, source, sink, both or random");
}

int job_count(int jobs) {
  if (jobs < 0 || jobs > kMostJobs) {
    throw Error("found " + std::to_string(jobs) + " jobs, expected 1 to " +
                std::to_string(kMostJobs));
  }
  return jobs > 0 ? jobs : processors();
}

std::string model_name(SimulationModel model) {
  switch (model) {
    case SimulationModel::kRtl:
      return "rtl";
    case SimulationModel::kSystemC:
      return "systemc";
    case SimulationModel::kInteger:
      return "integer";
    case SimulationModel::kFloat:
      return "float";
  }
  return "";
}

SimulationModel parse_simulation_model(const std::string& text) {
  for (const SimulationModel model : {SimulationModel::kRtl, SimulationModel::kSystemC,
                                      SimulationModel::kInteger, SimulationModel::kFloat}) {
    if (text == model_name(model)) return model;
  }
  throw Error("unknown model \"" + text + "\", expected rtl, systemc, integer or float");
}

FrameRange parse_frame_range(const std::string& text) {
  const std::size_t colon = text.find(':');
  const auto fail = [&] {
    throw Error("found frames \"" + text + "\", expected A:B, the frames from A to before B");
  };
  if (colon == std::string::npos) fail();
  const std::string first = text.substr(0, colon), last = text.substr(colon + 1);
  FrameRange range;
  if (!first.empty()) range.begin = whole_number(first);
  if (!last.empty()) range.end = whole_number(last);
  const bool is_empty = first.empty() && last.empty();
  if (is_empty || range.begin < 0 || (!last.empty() && range.end <= range.begin)) fail();
  return range;
}

}  // namespace sluice
