// The Mersenne twister (Matsumoto and Nishimura) and the distributions, in the order of draws of
// Torch7.
#include "runtime/random/generator.hpp"

#include <cmath>
#include <numbers>
#include <random>
#include <string>

#include "runtime/base/error.hpp"

namespace sluice {
namespace {

constexpr int kShift = 397;

std::uint32_t twisted(std::uint32_t high, std::uint32_t low) {
  const std::uint32_t mixed = (high & 0x80000000U) | (low & 0x7fffffffU);
  return (mixed >> 1) ^ ((low & 1U) ? 0x9908b0dfU : 0U);
}

std::uint32_t tempered(std::uint32_t y) {
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680U;
  y ^= (y << 15) & 0xefc60000U;
  return y ^ (y >> 18);
}

void require(bool holds, const char* expected, double got) {
  if (!holds) throw Error(std::string("expected ") + expected + ", got " + std::to_string(got));
}

}  // namespace

void Generator::set_seed(std::uint64_t seed) {
  state_ = GeneratorState();
  state_.seed = seed;
  auto& words = state_.words;
  words[0] = static_cast<std::uint32_t>(seed);
  for (std::uint32_t i = 1; i < words.size(); ++i)
    words[i] = 1812433253U * (words[i - 1] ^ (words[i - 1] >> 30)) + i;
}

Generator Generator::randomly_seeded() {
  Generator generator;
  generator.set_random_seed();
  return generator;
}

std::uint64_t Generator::set_random_seed() {
  std::random_device device;
  set_seed((std::uint64_t{device()} << 21) ^ device());
  return state_.seed;
}

void Generator::twist() {
  auto& words = state_.words;
  constexpr std::size_t kCount = GeneratorState::kWordCount;
  for (std::size_t i = 0; i < kCount; ++i)
    words[i] = words[(i + kShift) % kCount] ^ twisted(words[i], words[(i + 1) % kCount]);
  state_.left = GeneratorState::kWordCount;
  state_.next = 0;
}

std::uint32_t Generator::random() {
  if (--state_.left == 0) twist();
  return tempered(state_.words[static_cast<std::size_t>(state_.next++)]);
}

double Generator::normal(double mean, double deviation) {
  require(deviation > 0, "a standard deviation above 0", deviation);
  GeneratorState& s = state_;
  s.normal_is_valid = !s.normal_is_valid;
  if (s.normal_is_valid) {
    s.normal_x = uniform();
    s.normal_y = uniform();
    s.normal_rho = std::sqrt(-2.0 * std::log(1.0 - s.normal_y));
  }
  const double angle = 2.0 * std::numbers::pi * s.normal_x;
  return s.normal_rho * (s.normal_is_valid ? std::cos(angle) : std::sin(angle)) * deviation + mean;
}

double Generator::exponential(double lambda) { return -1.0 / lambda * std::log(1.0 - uniform()); }

double Generator::cauchy(double median, double sigma) {
  return median + sigma * std::tan(std::numbers::pi * (uniform() - 0.5));
}

double Generator::log_normal(double mean, double deviation) {
  return std::exp(normal(mean, deviation));
}

double Generator::geometric(double p) {
  require(p > 0 && p < 1, "a probability between 0 and 1", p);
  return std::floor(std::log(1.0 - uniform()) / std::log(p)) + 1;
}

bool Generator::bernoulli(double p) {
  require(p >= 0 && p <= 1, "a probability from 0 to 1", p);
  return uniform() <= p;
}

Generator& default_generator() {
  static Generator generator = Generator::randomly_seeded();
  return generator;
}

}  // namespace sluice
