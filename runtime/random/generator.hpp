// Generator: the mt19937 stream and the distributions drawn from it, number for number as in
// Torch7.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace sluice {

// Every part of a generator's state, for saving and restoring it.
struct GeneratorState {
  static constexpr int kWordCount = 624;

  std::uint64_t seed = 5489;
  std::int32_t left = 1;  // words still to be drawn before the next twist, plus one
  std::int32_t next = 0;  // position of the next word
  std::array<std::uint32_t, kWordCount> words{};
  // The second half of the last pair of normal numbers waits in `normal_x` and `normal_rho`.
  double normal_x = 0;
  double normal_y = 0;
  double normal_rho = 0;
  bool normal_is_valid = false;
};

class Generator {
 public:
  explicit Generator(std::uint64_t seed = 5489) { set_seed(seed); }
  static Generator randomly_seeded();

  void set_seed(std::uint64_t seed);
  // Seeds from the system's entropy and returns the seed.
  std::uint64_t set_random_seed();
  std::uint64_t initial_seed() const { return state_.seed; }

  const GeneratorState& state() const { return state_; }
  void set_state(const GeneratorState& state) { state_ = state; }

  std::uint32_t random();  // 32 uniform bits
  double uniform() { return random() * (1.0 / 4294967296.0); }
  double uniform(double low, double high) { return uniform() * (high - low) + low; }
  double normal(double mean, double deviation);
  double exponential(double lambda);
  double cauchy(double median, double sigma);
  double log_normal(double mean, double deviation);
  double geometric(double p);
  bool bernoulli(double p);

 private:
  void twist();

  GeneratorState state_;
};

// The generator of the functions that are given none; seeded randomly, as in Torch7.
Generator& default_generator();

}  // namespace sluice
