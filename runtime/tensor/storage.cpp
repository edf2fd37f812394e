// Storage: aligned memory and its accounting.
#include "runtime/tensor/storage.hpp"

#include <atomic>
#include <cstdlib>
#include <cstring>

#include "runtime/tensor/dims.hpp"

namespace sluice {
namespace {

constexpr std::size_t kAlignment = 64;  // a cache line, and the widest vector register

// More than any machine has: such a request is a mistake or an attack, and is refused unasked.
constexpr std::int64_t kLargestByteCount = std::int64_t{1} << 39;

std::atomic<std::int64_t> live_byte_count{0};
std::atomic<std::int64_t> allocated_byte_count{0};

std::int64_t checked_byte_count(ElementType type, std::int64_t size) {
  if (size < 0) throw Error("a storage cannot have " + std::to_string(size) + " elements");
  std::int64_t bytes = 0;
  if (__builtin_mul_overflow(size, size_in_bytes(type), &bytes))
    throw Error("a storage of " + std::to_string(size) + " elements is too large");
  return bytes;
}

std::byte* allocate(std::int64_t bytes) {
  if (bytes == 0) return nullptr;
  const auto rounded = (static_cast<std::size_t>(bytes) + kAlignment - 1) / kAlignment * kAlignment;
  void* data = bytes <= kLargestByteCount ? std::aligned_alloc(kAlignment, rounded) : nullptr;
  if (!data) throw Error("not enough memory: asked for " + std::to_string(bytes) + " bytes");
  live_byte_count += bytes;
  allocated_byte_count += bytes;
  return static_cast<std::byte*>(data);
}

void deallocate(void* data, std::int64_t bytes) {
  std::free(data);
  live_byte_count -= bytes;
}

}  // namespace

Storage::Storage(ElementType type, std::int64_t size)
    : type_(type), size_(size), data_(allocate(checked_byte_count(type, size))) {
  capacity_bytes_ = byte_count();
}

Storage::Storage(const Ref<Storage>& whole, std::int64_t offset, std::int64_t size)
    : type_(whole->type()),
      size_(size),
      whole_(whole->whole_ ? whole->whole_ : whole),
      first_byte_(whole->first_byte_ + offset * size_in_bytes(whole->type())) {}

Storage::~Storage() {
  if (!whole_) deallocate(data_, capacity_bytes_);
}

Ref<Storage> Storage::create(ElementType type, std::int64_t size) {
  return Ref<Storage>(new Storage(type, size));
}

Ref<Storage> Storage::part(const Ref<Storage>& whole, std::int64_t offset, std::int64_t size) {
  if (offset < 0 || size < 0 || offset > whole->size() || size > whole->size() - offset)
    throw Error("a part of " + std::to_string(size) + " elements from position " +
                from_one(offset) + " does not fit in a storage of " +
                std::to_string(whole->size()) + " elements");
  return Ref<Storage>(new Storage(whole, offset, size));
}

void Storage::resize(std::int64_t size) {
  if (size == size_) return;
  if (whole_) throw Error("a storage that is part of another cannot be resized");
  const std::int64_t bytes = checked_byte_count(type_, size);
  if (bytes > capacity_bytes_) {
    std::byte* data = allocate(bytes);
    if (capacity_bytes_ > 0) std::memcpy(data, data_, static_cast<std::size_t>(capacity_bytes_));
    deallocate(data_, capacity_bytes_);
    data_ = data;
    capacity_bytes_ = bytes;
  }
  size_ = size;
}

std::int64_t Storage::live_bytes() { return live_byte_count; }
std::int64_t Storage::allocated_bytes() { return allocated_byte_count; }

}  // namespace sluice
