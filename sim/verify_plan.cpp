// Cutting a verification into runs that take a processor a few seconds each.
#include "sim/verify_plan.hpp"

#include <algorithm>

#include "sim/options.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kLeastFrames = 32;         // a run, outputs only
constexpr std::int64_t kLeastStalledFrames = 10;  // a run, under a pattern
constexpr std::int64_t kFramesOfCloserLook = 3;

void add_runs(std::vector<RunSpec>& runs, RunSpec spec, FrameWindow all, std::int64_t pieces,
              std::int64_t least) {
  for (const FrameWindow& window : split(all, pieces, least)) {
    spec.window = window;
    spec.frames = window.count;
    runs.push_back(spec);
  }
}

}  // namespace

std::vector<RunSpec> plan_runs(const VerifyOptions& options, FrameWindow window,
                               const SteadyState& steady, int jobs) {
  std::vector<RunSpec> runs;
  RunSpec spec;
  spec.checked = true;
  spec.stalls = stall_pattern("none", options.seed);
  add_runs(runs, spec, window, std::int64_t{2} * jobs, kLeastFrames);
  runs[0].frames = std::max({runs[0].frames, steady.first_frame + 2, std::int64_t{2}});

  const FrameWindow stalled{window.begin, std::min(window.count, options.stalled_frames)};
  if (options.all_streams) spec.watch = Watch::kEverything;
  for (const std::string& name : options.stalls) {
    spec.stalls = stall_pattern(name, options.seed);
    if (!options.all_streams && spec.stalls.kind == StallKind::kNone) continue;
    spec.model = SimulationModel::kRtl;
    add_runs(runs, spec, stalled, jobs, kLeastStalledFrames);
    if (!options.all_streams) continue;
    spec.model = SimulationModel::kSystemC;
    add_runs(runs, spec, stalled, jobs, kLeastStalledFrames);
  }
  return runs;
}

RunSpec closer_look(const RunSpec& spec, const Finding& finding, std::int64_t output_beats) {
  RunSpec look = spec;
  look.watch = Watch::kEverything;
  look.window = {spec.window.input_frame(finding.beat / output_beats), 1};
  look.frames = kFramesOfCloserLook;
  return look;
}

std::string run_name(const RunSpec& spec) {
  return std::string(spec.model == SimulationModel::kRtl ? "RTL" : "SystemC") + ", stalls " +
         stall_name(spec.stalls.kind) + ", frames " + std::to_string(spec.window.begin) + " to " +
         std::to_string(spec.window.begin + spec.window.count - 1);
}

}  // namespace sluice
