// The checker on beats that a test tells it itself.
#include "sim/check/checker.hpp"

#include <catch2/catch.hpp>

#include "tests/sim/verilator/tiny_design.hpp"

namespace sluice {
namespace {

constexpr std::int64_t kFrames = 2;
constexpr std::int64_t kBeats = kFrames * tiny::kBeats;

// Only the output port is watched; beat b is due in cycle 10 + b.
class Watched {
 public:
  Watched()
      : dataflow_(tiny::dataflow()),
        checker_(dataflow_, {{TapKind::kOutput, 0, 0}}, kFrames, {cycles()},
                 FrameElements(1, [](std::int64_t frame) {
                   return std::vector<FrameElements::Elements>{tiny::elements(frame)};
                 })) {}

  bool tell(std::int64_t beat, std::int64_t late = 0, std::int64_t off = 0) {
    std::vector<std::int64_t> elements = tiny::elements(beat / tiny::kBeats);
    elements.erase(elements.begin(), elements.begin() + beat % tiny::kBeats * tiny::kLanes);
    elements[1] += off;
    return checker_.beat(0, 10 + beat + late, elements.data());
  }
  void tell_all(std::int64_t count) {
    for (std::int64_t beat = 0; beat < count; ++beat) REQUIRE(tell(beat));
  }
  Checker& checker() { return checker_; }

 private:
  static std::vector<std::int64_t> cycles() {
    std::vector<std::int64_t> all;
    for (std::int64_t beat = 0; beat < kBeats + tiny::kBeats; ++beat) all.push_back(10 + beat);
    return all;
  }

  Dataflow dataflow_;
  Checker checker_;
};

}  // namespace

TEST_CASE("right beats are counted and pass") {
  Watched watched;
  watched.tell_all(kBeats);
  watched.checker().finish(10 + kBeats);
  CHECK(!watched.checker().finding());
  CHECK(watched.checker().beats_timed() == kBeats);
  CHECK(watched.checker().values_compared() == kBeats * tiny::kLanes);
}

TEST_CASE("a wrong value is found in its lane") {
  Watched watched;
  watched.tell_all(3);
  CHECK(!watched.tell(3, 0, 2));
  const Finding finding = watched.checker().finding().value();
  CHECK(finding.kind == FindingKind::kValue);
  CHECK(finding.beat == 3);
  CHECK(finding.lane == 1);
  CHECK(finding.found == finding.expected + 2);
}

TEST_CASE("a wrong cycle is found") {
  Watched watched;
  watched.tell_all(3);
  CHECK(!watched.tell(3, -1));
  const Finding finding = watched.checker().finding().value();
  CHECK(finding.kind == FindingKind::kCycle);
  CHECK(finding.expected == 13);
  CHECK(finding.found == 12);
}

TEST_CASE("a beat that does not come is found") {
  Watched watched;
  watched.tell_all(kBeats - 1);
  watched.checker().finish(100);
  const Finding finding = watched.checker().finding().value();
  CHECK(finding.kind == FindingKind::kMissing);
  CHECK(finding.beat == kBeats - 1);
}

TEST_CASE("a beat too many is found, one of the next frame that may come early is not") {
  Watched watched;
  watched.tell_all(kBeats + tiny::kBeats);
  CHECK(!watched.checker().beat(0, 100, tiny::elements(0).data()));
  CHECK(watched.checker().finding().value().kind == FindingKind::kExtra);
}

}  // namespace sluice
