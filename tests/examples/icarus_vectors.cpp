// Writes what a design with one input and one output must do on some frames, for icarus_bench.v:
// what goes in, what must come out in which cycle (from the integer reference and the cycle model
// alone), and how the world stalls. The frames and stalls are those of `sluice verify`.
//
// usage: icarus_vectors DESIGN INPUT.npy FRAMES PATTERN SEED FOLDER; prints the bench's parameters
#include <cstdio>
#include <fstream>
#include <iostream>
#include <span>

#include "runtime/base/error.hpp"
#include "runtime/files/npy.hpp"
#include "sim/check/beat_layout.hpp"
#include "sim/check/prediction.hpp"
#include "sim/design.hpp"
#include "sim/input_frames.hpp"
#include "sim/options.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kCyclesAfterLastBeat = 64;

std::string hex(std::span<const unsigned char> little_endian) {
  std::string digits;
  for (auto byte = little_endian.rbegin(); byte != little_endian.rend(); ++byte) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", *byte);
    digits += two;
  }
  return digits;
}

// The beats of one port, as its tdata carries them.
class PortBeats {
 public:
  explicit PortBeats(const Stream& stream)
      : stream_(stream), layout_(BeatLayout::axi(stream.format, stream.lanes)) {}

  std::size_t bits() const { return 8 * layout_.bytes(); }
  std::int64_t beats() const { return stream_.beats; }
  // tlast as a digit of its own, then tdata.
  std::string line(const std::vector<std::int64_t>& frame, std::int64_t beat) const {
    std::vector<unsigned char> data(layout_.bytes());
    layout_.pack(frame.data() + beat * stream_.lanes, data.data(), data.size());
    return (beat + 1 == stream_.beats ? "1" : "0") + hex(data);
  }

 private:
  const Stream& stream_;
  BeatLayout layout_;
};

struct Arguments {
  std::string design, input;
  std::int64_t frames = 1;
  StallPattern stalls;
  std::string folder;
};

void write_stalls(const std::string& path, const StallPattern& stalls, std::int64_t cycles) {
  std::ofstream out(path);
  for (std::int64_t cycle = 0; cycle < cycles; ++cycle) {
    out << (source_may_offer(stalls, 0, cycle) ? 1 : 0) + (sink_ready(stalls, 0, cycle) ? 2 : 0)
        << '\n';
  }
}

void write_vectors(const Arguments& arguments) {
  const SimulatedDesign design = open_design(arguments.design);
  const Dataflow& dataflow = design.dataflow();
  const std::vector<Tap> taps = taps_of(dataflow, Watch::kOutputs);
  if (taps.size() != 2) throw Error("expected a design with one input and one output");
  const Array<std::int32_t> input = quantize_input(
      design.graph(),
      input_frames(design.graph(), read_npy(arguments.input), {.input = arguments.input}));
  const PredictedCycles cycles = predict_cycles(dataflow, taps, arguments.frames, arguments.stalls);
  Reference reference(design.graph(), dataflow, taps, input, {0, arguments.frames},
                      arguments.frames);
  const PortBeats in(stream_of(dataflow, taps.at(0)));
  const PortBeats out(stream_of(dataflow, taps.at(1)));
  std::ofstream sent(arguments.folder + "/sent.mem");
  std::ofstream due(arguments.folder + "/due.mem");
  for (std::int64_t frame = 0; frame < arguments.frames; ++frame) {
    const auto elements = reference.frame(frame);
    for (std::int64_t beat = 0; beat < in.beats(); ++beat) {
      sent << in.line(elements.at(0), beat) << '\n';
    }
    for (std::int64_t beat = 0; beat < out.beats(); ++beat) {
      char cycle[17];
      std::snprintf(cycle, sizeof cycle, "%016llx",
                    static_cast<unsigned long long>(
                        cycles.at(1).at(static_cast<std::size_t>(frame * out.beats() + beat))));
      due << cycle << out.line(elements.at(1), beat) << '\n';
    }
  }
  const std::int64_t last =
      cycles.at(1).at(static_cast<std::size_t>(arguments.frames * out.beats() - 1));
  const std::int64_t run = last + 1 + kCyclesAfterLastBeat;
  write_stalls(arguments.folder + "/stalls.mem", arguments.stalls, run);
  std::cout << "-DTOP=" << design.loaded.name << " -Pbench.IN_BITS=" << in.bits()
            << " -Pbench.OUT_BITS=" << out.bits()
            << " -Pbench.IN_BEATS=" << arguments.frames * in.beats()
            << " -Pbench.OUT_BEATS=" << arguments.frames * out.beats() << " -Pbench.CYCLES=" << run
            << '\n';
}

}  // namespace
}  // namespace sluice

int main(int argc, char** argv) {
  if (argc != 7) {
    std::cerr << "usage: icarus_vectors DESIGN INPUT.npy FRAMES PATTERN SEED FOLDER\n";
    return 2;
  }
  try {
    sluice::write_vectors({argv[1], argv[2], std::stoll(argv[3]),
                           sluice::stall_pattern(argv[4], std::stoull(argv[5])), argv[6]});
  } catch (const std::exception& error) {
    std::cerr << "error: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
