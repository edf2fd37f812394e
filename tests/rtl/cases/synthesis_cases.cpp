// One of each unit, small, for the synthesis flows.
#include <algorithm>
#include <map>
#include <stdexcept>

#include "tests/rtl/bench/unit_case.hpp"

namespace sluice::rtl_test {
namespace {

using Wanted = std::map<std::string, std::string>;  // parameters

bool fits(const UnitCase& unit, const std::string& module, const Wanted& wanted) {
  if (unit.module != module) return false;
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& entry) {
    return std::find(unit.parameters.begin(), unit.parameters.end(),
                     std::pair<std::string, std::string>(entry)) != unit.parameters.end();
  });
}

}  // namespace

std::vector<UnitCase> synthesis_cases() {
  std::vector<UnitCase> all;
  for (auto cases : {stream_cases(), arithmetic_cases(), window_cases()})
    all.insert(all.end(), cases.begin(), cases.end());
  const std::vector<std::pair<std::string, Wanted>> selection = {
      {"fifo_fixture", {{"DEPTH", "100"}}},
      {"fifo_fixture", {{"DEPTH", "7"}}},
      {"sluice_fork", {{"OUTPUTS", "2"}}},
      {"sluice_widen", {{"FACTOR", "3"}}},
      {"sluice_narrow", {{"FACTOR", "3"}}},
      {"sluice_concat", {{"INPUTS", "2"}}},
      {"sluice_axis_in", {{"BEATS", "7"}}},
      {"sluice_axis_out", {{"BEATS", "7"}}},
      {"sluice_matvec", {{"ROWS", "12"}}},
      {"sluice_matvec", {{"SIMD", "9"}, {"X_BITS", "7"}}},
      {"sluice_reduce", {{"LANES", "3"}, {"MAX", "1"}}},
      {"sluice_reduce", {{"PLACES", "9"}, {"MAX", "0"}}},
      {"sluice_rescale", {{"IN_BITS", "20"}, {"LANES", "1"}}},
      {"sluice_rescale", {{"IN_BITS", "16"}, {"M_BITS", "16"}}},
      {"sluice_rescale", {{"POWER_OF_TWO", "1"}, {"LANES", "1"}}},
      {"sluice_lookup", {{"IN_BITS", "8"}, {"LANES", "2"}}},
      {"sluice_add", {{"LANES", "3"}}},
      {"sluice_multiply", {{"LANES", "4"}}},
      {"sluice_window", {{"PARALLEL_H", "1"}, {"PARALLEL_W", "1"}, {"KERNEL_H", "3"}}},
      {"sluice_window", {{"CHANNEL_ORDER", "1"}, {"CHANNELS", "3"}}},
  };
  std::vector<UnitCase> chosen;
  for (const auto& [module, wanted] : selection) {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&, &name = module, &values = wanted](const UnitCase& unit) {
                                      return fits(unit, name, values);
                                    });
    if (found == all.end()) throw std::invalid_argument("no such case of " + module);
    chosen.push_back(*found);
  }
  return chosen;
}

}  // namespace sluice::rtl_test
