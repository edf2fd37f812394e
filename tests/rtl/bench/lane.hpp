// One case in the running simulation: its sources, sinks, timing model and pins.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/rtl/bench/stalls.hpp"
#include "tests/rtl/bench/unit_case.hpp"

namespace sluice::rtl_test {

// Where a stream lies in the verilated top.
struct StreamPins {
  std::uint8_t* valid;
  std::uint8_t* ready;
  std::uint32_t* data;
};

struct Pins {
  std::vector<StreamPins> inputs, outputs;
  std::uint8_t* tlast_error = nullptr;
};

struct Mismatch : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// In every cycle: drive, let the simulator settle, check, clock.
class Lane {
 public:
  Lane(const UnitCase& unit, std::string name, Pins pins, const std::string& stalls,
       std::uint32_t seed);

  void drive_reset();  // noise, as the outside may do anything meanwhile
  void restart();      // the first cycle after a reset follows
  void drive();
  void check(std::int64_t cycle);
  void clock();
  bool done() const;
  void check_end() const;  // after done
  std::int64_t beats_compared() const { return beats_compared_; }
  std::string progress() const;

  // What the rules and the reference say about this cycle; expected_beat only where out_valid.
  Flags expected_in_ready() const { return timing_->in_ready(in_valid_); }
  Flags expected_out_valid() const { return timing_->out_valid(); }
  const Beat& expected_beat(std::size_t stream) const {
    return unit_.expected[stream].at(received_[stream]);
  }

 private:
  const UnitCase& unit_;
  std::string name_;
  Pins pins_;
  Stalls stalls_;
  std::unique_ptr<TimingModel> timing_;
  std::vector<std::size_t> sent_, received_;
  Flags in_valid_ = 0, out_ready_ = 0;
  std::int64_t beats_compared_ = 0;

  void expect(std::int64_t cycle, const std::string& what, std::size_t stream, bool expected,
              bool found) const;
  void check_data(std::int64_t cycle, std::size_t stream) const;
};

}  // namespace sluice::rtl_test
