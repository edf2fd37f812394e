// Tests of the generator: Torch7's numbers, saved states, refused parameters.
#include "runtime/random/generator.hpp"

#include <catch2/catch.hpp>

#include "runtime/base/error.hpp"

namespace sluice {

TEST_CASE("the first numbers after a seed are those of Torch7") {
  CHECK(Generator(123).random() == 2991312382U);
  CHECK(Generator(123).uniform() == Approx(0.69646918727085).epsilon(1e-13));
  CHECK(Generator(123).normal(0, 1) == Approx(-0.52144306271244).epsilon(1e-13));
}

TEST_CASE("the stream is the Mersenne twister's beyond the first block of words") {
  Generator generator(5489);
  std::uint32_t last = 0;
  for (int i = 0; i < 10000; ++i) last = generator.random();
  CHECK(last == 4123659995U);  // the value that the C++ standard demands of std::mt19937
}

TEST_CASE("normal numbers come in pairs, and a seed drops a waiting one") {
  Generator generator(1);
  const double first = generator.normal(0, 1);
  const double second = generator.normal(0, 1);
  generator.set_seed(1);
  CHECK(generator.normal(0, 1) == first);
  CHECK(generator.normal(0, 1) == second);
  generator.normal(0, 1);
  generator.set_seed(1);
  CHECK(generator.normal(0, 1) == first);
}

TEST_CASE("a saved state continues the stream") {
  Generator generator(9);
  for (int i = 0; i < 1001; ++i) generator.normal(0, 1);
  const GeneratorState state = generator.state();
  const double next = generator.normal(0, 1);
  Generator other(1);
  other.set_state(state);
  CHECK(other.normal(0, 1) == next);
  CHECK(other.initial_seed() == 9);
}

TEST_CASE("distributions keep to their ranges") {
  Generator generator(2);
  for (int i = 0; i < 1000; ++i) {
    CHECK(generator.exponential(2) >= 0);
    CHECK(generator.geometric(0.5) >= 1);
    CHECK(generator.log_normal(0, 1) > 0);
    const double x = generator.uniform(-3, -1);
    CHECK((x >= -3 && x < -1));
  }
}

TEST_CASE("parameters without a meaning are refused") {
  Generator generator(2);
  CHECK_THROWS_AS(generator.normal(0, 0), Error);
  CHECK_THROWS_AS(generator.geometric(1), Error);
}

TEST_CASE("random seeds differ") {
  Generator generator;
  const std::uint64_t seed = generator.set_random_seed();
  CHECK(generator.initial_seed() == seed);
  CHECK(generator.set_random_seed() != seed);
}

}  // namespace sluice
