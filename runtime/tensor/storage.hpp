// Storage: the elements that tensors view, shared by reference count and outside of any script's
// heap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/base/ref.hpp"
#include "runtime/tensor/element_type.hpp"

namespace sluice {

class Storage : public RefCounted {
 public:
  // `size` elements, not initialised. Throws Error when size is negative or memory is short.
  static Ref<Storage> create(ElementType type, std::int64_t size);
  // Part of another storage: the same memory, which the part keeps alive and cannot resize.
  // Resizing the whole does not change its parts.
  static Ref<Storage> part(const Ref<Storage>& whole, std::int64_t offset, std::int64_t size);
  ~Storage() override;

  ElementType type() const { return type_; }
  std::int64_t size() const { return size_; }
  std::int64_t byte_count() const { return size_ * size_in_bytes(type_); }
  void* data() const { return whole_ ? whole_->data_ + first_byte_ : data_; }
  // Whether elements of one may be elements of the other.
  bool shares_memory_with(const Storage& other) const { return &root() == &other.root(); }

  template <typename T>
  T* data() const {
    check(element_type_of<T>() == type_, "storage element type");
    return static_cast<T*>(data());
  }
  template <typename T>
  std::span<T> elements() const {
    return {data<T>(), static_cast<std::size_t>(size_)};
  }
  std::span<std::byte> bytes() const {
    return {static_cast<std::byte*>(data()), static_cast<std::size_t>(byte_count())};
  }

  // Keeps the first min(old, new) elements; pointers into the storage are no longer valid. What
  // once was part of the storage stays allocated while the storage lives, so that views and parts
  // that were made before it shrank never reach foreign memory.
  void resize(std::int64_t size);

  // Bytes held by all storages: what tells a garbage collector how much its handles weigh.
  static std::int64_t live_bytes();
  // Bytes ever allocated, never decreasing.
  static std::int64_t allocated_bytes();

 private:
  Storage(ElementType type, std::int64_t size);
  Storage(const Ref<Storage>& whole, std::int64_t offset, std::int64_t size);

  const Storage& root() const { return whole_ ? *whole_ : *this; }

  ElementType type_;
  std::int64_t size_ = 0;
  std::byte* data_ = nullptr;        // null in a part
  std::int64_t capacity_bytes_ = 0;  // allocated at data_
  Ref<Storage> whole_;               // whose memory this is, null when it is our own
  std::int64_t first_byte_ = 0;      // of a part in the whole
};

}  // namespace sluice
