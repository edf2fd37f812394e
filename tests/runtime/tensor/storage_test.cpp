// Tests of Storage: memory, accounting, parts.
#include "runtime/tensor/storage.hpp"

#include <catch2/catch.hpp>

namespace sluice {

TEST_CASE("a storage accounts for its bytes while it lives") {
  const std::int64_t before = Storage::live_bytes();
  {
    const Ref<Storage> storage = Storage::create(ElementType::Float, 1000);
    CHECK(storage->byte_count() == 4000);
    CHECK(Storage::live_bytes() == before + 4000);
    storage->resize(500);
    CHECK(Storage::live_bytes() == before + 2000);
  }
  CHECK(Storage::live_bytes() == before);
  CHECK(Storage::allocated_bytes() >= 6000);
}

TEST_CASE("resizing a storage keeps its elements") {
  const Ref<Storage> storage = Storage::create(ElementType::Int, 3);
  for (int i = 0; i < 3; ++i) storage->data<std::int32_t>()[i] = i + 1;
  storage->resize(5);
  CHECK(storage->size() == 5);
  CHECK(storage->data<std::int32_t>()[2] == 3);
  storage->resize(0);
  CHECK(storage->size() == 0);
  storage->resize(2);
  CHECK(storage->size() == 2);
}

TEST_CASE("storages are aligned to cache lines") {
  const Ref<Storage> storage = Storage::create(ElementType::Byte, 3);
  CHECK(reinterpret_cast<std::uintptr_t>(storage->data()) % 64 == 0);
}

TEST_CASE("a part shares the memory of the whole and keeps it alive") {
  Ref<Storage> whole = Storage::create(ElementType::Double, 4);
  const Ref<Storage> part = Storage::part(whole, 1, 2);
  whole->data<double>()[2] = 5;
  CHECK(part->data<double>()[1] == 5);
  whole = Ref<Storage>();
  CHECK(part->data<double>()[1] == 5);
  CHECK_THROWS_AS(part->resize(3), Error);
}

TEST_CASE("sizes that cannot be are refused") {
  CHECK_THROWS_AS(Storage::create(ElementType::Double, -1), Error);
  CHECK_THROWS_AS(Storage::create(ElementType::Double, INT64_MAX / 2), Error);
  CHECK_THROWS_AS(Storage::create(ElementType::Byte, INT64_MAX / 2), Error);
  const Ref<Storage> whole = Storage::create(ElementType::Double, 4);
  CHECK_THROWS_AS(Storage::part(whole, 3, 2), Error);
  CHECK_THROWS_AS(Storage::part(whole, -1, 2), Error);
  CHECK_THROWS_AS(Storage::part(whole, 1, INT64_MAX), Error);
}

}  // namespace sluice
