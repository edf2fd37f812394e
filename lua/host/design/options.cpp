// Reads options; their names are those of sluice.compile, design:simulate and design:verify.
#include "lua/host/design/options.hpp"

#include <limits>
#include <memory>

#include "compiler/front_end.hpp"
#include "sim/progress.hpp"

namespace sluice {
namespace {

constexpr int kMaxInt = std::numeric_limits<int>::max();

// A whole number of any size; what range it must have is for its user to say.
std::optional<int> read_int(const JsonReader& reader, const char* name) {
  const auto member = reader.find(name);
  if (!member) return std::nullopt;
  return static_cast<int>(member->integer(-kMaxInt, kMaxInt));
}

std::optional<double> read_number(const JsonReader& reader, const char* name) {
  const auto member = reader.find(name);
  if (!member) return std::nullopt;
  return member->number();
}

bool read_switch(const JsonReader& reader, const char* name, bool otherwise) {
  const auto member = reader.find(name);
  return member ? member->boolean() : otherwise;
}

RangeMethod read_ranges(const JsonReader& reader) {
  const std::string text = reader.text();
  if (text == "min_max") return RangeMethod::kMinMax;
  if (text == "percentile") return RangeMethod::kPercentile;
  if (text != "least_squares") reader.fail("min_max, percentile or least_squares");
  return RangeMethod::kLeastSquares;
}

void read_layer(const std::string& name, const JsonReader& reader, CompileOptions& options) {
  reader.allow_only({"bits", "weight_bits", "activation_bits", "pe", "simd"});
  const LayerBits bits{read_int(reader, "bits"), read_int(reader, "weight_bits"),
                       read_int(reader, "activation_bits")};
  if (bits.bits || bits.weight_bits || bits.activation_bits) options.quantize.layers[name] = bits;
  const LayerFolding folding{read_int(reader, "pe"), read_int(reader, "simd")};
  if (folding.pe || folding.simd) options.layers[name] = folding;
}

QuantizeOptions read_quantize_options(const JsonReader& reader) {
  QuantizeOptions options;
  options.bits = read_int(reader, "bits").value_or(options.bits);
  options.weight_bits = read_int(reader, "weight_bits");
  options.activation_bits = read_int(reader, "activation_bits");
  options.input_bits = read_int(reader, "input_bits");
  options.output_bits = read_int(reader, "output_bits");
  if (const auto ranges = reader.find("ranges")) options.ranges = read_ranges(*ranges);
  options.percentile = read_number(reader, "percentile").value_or(options.percentile);
  options.power_of_two = read_switch(reader, "power_of_two", false);
  return options;
}

// What simulation and verification share. Frames are counted from 0, the end not included.
template <typename Options>
void read_run_options(const JsonReader& reader, Options& options) {
  if (const auto frames = reader.find("frames")) {
    const std::vector<std::int64_t> ends =
        frames->integers(0, std::numeric_limits<std::int64_t>::max());
    if (ends.size() != 2) frames->fail("two numbers");
    options.frames = {ends[0], ends[1]};
  }
  if (const auto seed = reader.find("seed")) {
    options.seed = static_cast<std::uint64_t>(seed->integer(0, std::int64_t{1} << 53));
  }
  options.jobs = read_int(reader, "jobs").value_or(0);
  options.progress = read_switch(reader, "progress", true);
  options.names.first = 1;
}

// A bar, for networks that are large enough to take their time.
BufferProgress shown_progress() {
  return [bar = std::shared_ptr<Progress>()](std::int64_t done, std::int64_t total) mutable {
    if (!bar) bar = std::make_shared<Progress>("sizing the buffers", "buffers", total, true);
    bar->update(done);
    if (done == total && bar->has_printed()) bar->finish();
  };
}

}  // namespace

CompileOptions parse_compile_options(const std::string& json) {
  const nlohmann::json document = parse_json(json, "options");
  const JsonReader reader(document, "options");
  reader.allow_only({"name", "bits", "weight_bits", "activation_bits", "input_bits", "output_bits",
                     "ranges", "percentile", "power_of_two", "clock_mhz", "fps", "multipliers",
                     "layers", "progress"});
  CompileOptions options;
  if (const auto name = reader.find("name")) options.name = name->text();
  options.quantize = read_quantize_options(reader);
  options.clock_mhz = read_number(reader, "clock_mhz").value_or(options.clock_mhz);
  options.fps = read_number(reader, "fps");
  if (const auto multipliers = reader.find("multipliers")) {
    options.multipliers = multipliers->integer();
  }
  if (const auto layers = reader.find("layers")) {
    for (const auto& [name, layer] : layers->members()) read_layer(name, layer, options);
  }
  if (read_switch(reader, "progress", true)) options.on_progress = shown_progress();
  return options;
}

SimulateOptions parse_simulate_options(const std::string& json) {
  const nlohmann::json document = parse_json(json, "options");
  const JsonReader reader(document, "options");
  reader.allow_only({"model", "frames", "stalls", "seed", "jobs", "raw", "progress"});
  SimulateOptions options;
  read_run_options(reader, options);
  if (const auto model = reader.find("model"))
    options.model = parse_simulation_model(model->text());
  if (const auto stalls = reader.find("stalls")) options.stalls = stalls->text();
  options.raw = read_switch(reader, "raw", false);
  return options;
}

VerifyOptions parse_verify_options(const std::string& json) {
  const nlohmann::json document = parse_json(json, "options");
  const JsonReader reader(document, "options");
  reader.allow_only({"streams", "stalls", "stalled_frames", "frames", "seed", "jobs", "progress"});
  VerifyOptions options;
  read_run_options(reader, options);
  if (const auto streams = reader.find("streams")) {
    const std::string text = streams->text();
    if (text != "outputs" && text != "all") streams->fail("outputs or all");
    options.all_streams = text == "all";
  }
  if (const auto stalls = reader.find("stalls")) {
    options.stalls.clear();
    for (const JsonReader& pattern : stalls->elements()) options.stalls.push_back(pattern.text());
  }
  if (const auto frames = reader.find("stalled_frames")) {
    options.stalled_frames = frames->integer(1, std::int64_t{1} << 53);
  }
  return options;
}

}  // namespace sluice
