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
    CHECK(storage->byte_count() == 2000);
    CHECK(Storage::live_bytes() == before + 4000);
    storage->resize(2000);
    CHECK(Storage::live_bytes() == before + 8000);
  }
  CHECK(Storage::live_bytes() == before);
  CHECK(Storage::allocated_bytes() >= 12000);
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

TEST_CASE("a part stays with its whole when that moves or shrinks") {
  const Ref<Storage> whole = Storage::create(ElementType::Double, 4);
  const Ref<Storage> part = Storage::part(whole, 1, 3);
  const Ref<Storage> last = Storage::part(part, 2, 1);
  whole->data<double>()[3] = 5;
  whole->resize(1 << 20);
  CHECK(part->data() == whole->data<double>() + 1);
  CHECK(last->data<double>()[0] == 5);
  whole->resize(0);
  CHECK(part->data<double>()[2] == 5);
  part->data<double>()[0] = 6;
  whole->resize(4);
  CHECK(whole->data<double>()[1] == 6);
  CHECK(whole->data<double>()[3] == 5);
}

TEST_CASE("parts of one whole share memory, other storages do not") {
  const Ref<Storage> whole = Storage::create(ElementType::Double, 4);
  const Ref<Storage> part = Storage::part(whole, 1, 3);
  CHECK(whole->shares_memory_with(*whole));
  CHECK(whole->shares_memory_with(*Storage::part(part, 0, 1)));
  CHECK(Storage::part(whole, 0, 1)->shares_memory_with(*part));
  CHECK_FALSE(whole->shares_memory_with(*Storage::create(ElementType::Double, 4)));
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
