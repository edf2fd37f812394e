// A VerifyReport as JSON and as text.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "sim/verify.hpp"

namespace sluice {
namespace {

using Json = nlohmann::ordered_json;

Json pair_json(const PredictedMeasured& pair) {
  return {{"predicted", pair.predicted}, {"measured", pair.measured}};
}

Json mismatch_json(const Mismatch& m) {
  return {{"what", m.what},       {"model", m.model},
          {"stalls", m.stalls},   {"layer", m.layer},
          {"unit", m.unit},       {"stream", m.stream},
          {"frame", m.frame},     {"beat", m.beat},
          {"cycle", m.cycle},     {"run_frames", {m.first_frame, m.last_frame}},
          {"channel", m.channel}, {"row", m.row},
          {"column", m.column},   {"expected", m.expected},
          {"found", m.found},     {"text", m.text}};
}

std::string number_text(const char* format, double value) {
  char text[48];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string pair_text(const PredictedMeasured& pair) {
  return "predicted " + std::to_string(pair.predicted) + ", measured " +
         std::to_string(pair.measured) + " cycles";
}

const char* yes_no(bool value) { return value ? "yes" : "NO"; }

std::string list_text(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

std::string to_json(const VerifyReport& report) {
  Json json;
  json["design"] = report.design;
  json["passed"] = report.passed();
  json["frames"] = report.frames;
  json["bit_exact"] = report.bit_exact;
  json["cycle_exact"] = report.cycle_exact;
  json["protocol_ok"] = report.protocol_ok;
  json["streams_checked"] = report.streams_checked;
  json["values_compared"] = report.values_compared;
  json["beats_timed"] = report.beats_timed;
  json["interval_cycles"] = pair_json(report.interval_cycles);
  json["latency_cycles"] = pair_json(report.latency_cycles);
  json["bottleneck"] = {{"unit", report.bottleneck_unit},
                        {"layer", report.bottleneck_layer},
                        {"interval_cycles", report.bottleneck_cycles}};
  json["stall_patterns"] = report.stall_patterns;
  json["stalled_frames"] = report.stalled_frames;
  json["seed"] = report.seed;
  if (report.accuracy) {
    json["accuracy"] = {{"output", report.accuracy->output},
                        {"float", report.accuracy->float_model},
                        {"integer", report.accuracy->integer},
                        {"rtl", report.accuracy->rtl}};
  }
  json["input_saturated"] = report.input_saturated;
  json["host_ops"] = report.host_ops;
  json["simulated_cycles"] = report.simulated_cycles;
  json["wall_seconds"] = report.wall_seconds;
  json["build_seconds"] = report.build_seconds;
  if (report.mismatch) json["mismatch"] = mismatch_json(*report.mismatch);
  return json.dump(2) + "\n";
}

std::string summary(const VerifyReport& report) {
  std::string text = "design       " + report.design + "\n";
  text += "frames       " + std::to_string(report.frames) + "\n";
  text += std::string("bit exact    ") + yes_no(report.bit_exact) + ", " +
          std::to_string(report.values_compared) + " values on " +
          std::to_string(report.streams_checked.size()) + " streams\n";
  text += std::string("cycle exact  ") + yes_no(report.cycle_exact) + ", " +
          std::to_string(report.beats_timed) + " beats\n";
  text += "interval     " + pair_text(report.interval_cycles) + "\n";
  text += "latency      " + pair_text(report.latency_cycles) + "\n";
  text += "bottleneck   " + report.bottleneck_unit + " of layer " + report.bottleneck_layer + ", " +
          std::to_string(report.bottleneck_cycles) + " cycles a frame\n";
  text += "stalls       " + list_text(report.stall_patterns) + "; " +
          std::to_string(report.stalled_frames) + " frames each, seed " +
          std::to_string(report.seed) + "\n";
  if (report.accuracy) {
    text += "accuracy     float " + number_text("%.2f", 100 * report.accuracy->float_model) +
            " %, integer " + number_text("%.2f", 100 * report.accuracy->integer) + " %, RTL " +
            number_text("%.2f", 100 * report.accuracy->rtl) + " %, by output " +
            report.accuracy->output + "\n";
  }
  text += "simulated    " + std::to_string(report.simulated_cycles) + " cycles in " +
          number_text("%.1f", report.wall_seconds) + " s, built in " +
          number_text("%.1f", report.build_seconds) + " s\n";
  const std::string saturation = saturation_text(report.input_saturated);
  if (!saturation.empty()) text += "input        " + saturation;
  if (!report.host_ops.empty()) text += "on the host  " + list_text(report.host_ops) + "\n";
  if (report.mismatch) text += "MISMATCH     " + report.mismatch->text + "\n";
  return text;
}

}  // namespace sluice
