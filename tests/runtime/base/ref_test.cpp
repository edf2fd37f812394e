// Tests of reference counts.
#include "runtime/base/ref.hpp"

#include <catch2/catch.hpp>

namespace sluice {
namespace {

struct Counted : RefCounted {
  explicit Counted(int& alive_count) : alive(alive_count) { ++alive; }
  ~Counted() override { --alive; }
  int& alive;
};

}  // namespace

TEST_CASE("an object lives as long as its last owner") {
  int alive = 0;
  Ref<Counted> first(new Counted(alive));
  {
    const Ref<Counted> second = first;
    CHECK(second == first);
    first = Ref<Counted>();
    CHECK_FALSE(first);
    CHECK(alive == 1);
  }
  CHECK(alive == 0);
}

TEST_CASE("moving and assigning to itself keep the object") {
  int alive = 0;
  Ref<Counted> a(new Counted(alive));
  Ref<Counted> b = std::move(a);
  const Ref<Counted>& same = b;
  b = same;
  CHECK(alive == 1);
  b = Ref<Counted>(new Counted(alive));
  CHECK(alive == 1);
}

}  // namespace sluice
