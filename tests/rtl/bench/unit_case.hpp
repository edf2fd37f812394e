// One unit under test: a module, its parameters, what is sent into it and what must come out, beat
// by beat and cycle by cycle. The same list makes the Verilog that instantiates all cases side by
// side and drives the simulation.
#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/rtl/bench/beat.hpp"
#include "tests/rtl/bench/timing_model.hpp"

namespace sluice::rtl_test {

enum class PortStyle {
  kPlain,   // <port>_valid, _ready, _data
  kPacked,  // all streams of that port in one vector
  kAxis,    // <port>_tvalid, _tready, _tdata, and _tlast above the data bits
};

struct StreamPort {
  std::string port;
  int bits = 1;  // a beat, tlast included
  PortStyle style = PortStyle::kPlain;
};

// A $readmemh file.
struct Image {
  std::string file;
  int word_bits = 1;
  std::vector<Beat> words;
};

struct UnitCase {
  std::string module;
  std::vector<std::pair<std::string, std::string>> parameters;  // Verilog text
  std::vector<StreamPort> inputs{}, outputs{};
  std::vector<std::vector<Beat>> sent{}, expected{};  // [stream][beat], all frames
  std::size_t spare_beats = 0;  // at the end of `expected`: may come, need not
  std::vector<Image> images{};
  MakeTimingModel timing{};
  bool has_tlast_error = false;
  bool tlast_error = false;  // at the end
};

// Reproducible values, extremes often.
class Values {
 public:
  explicit Values(std::uint32_t seed) : engine_(seed) {}
  std::int64_t next(int bits, bool is_signed);
  std::vector<std::int64_t> many(std::size_t count, int bits, bool is_signed);

 private:
  std::mt19937 engine_;
};

// groups: "stream", "arithmetic", "window"; and "synthesis", a small selection that is not
// simulated
std::vector<UnitCase> cases_of(const std::string& group);
std::vector<UnitCase> stream_cases();
std::vector<UnitCase> arithmetic_cases();
std::vector<UnitCase> window_cases();
std::vector<UnitCase> synthesis_cases();

// Data ports of the top with all cases are padded, so that Verilator makes each an array of words.
int padded_bits(int bits);
std::string stream_name(std::size_t unit, bool input, std::size_t stream);

std::string number(std::int64_t value);
std::string quoted(const std::string& text);
std::string packed_list(const std::vector<int>& entries);  // 32 bits an entry, entry 0 low

}  // namespace sluice::rtl_test
