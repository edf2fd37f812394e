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
  static Ref<Storage> part(const Ref<Storage>& whole, std::int64_t offset, std::int64_t size);
  ~Storage() override;

  ElementType type() const { return type_; }
  std::int64_t size() const { return size_; }
  std::int64_t byte_count() const { return size_ * size_in_bytes(type_); }
  void* data() const { return data_; }

  template <typename T>
  T* data() const {
    check(element_type_of<T>() == type_, "storage element type");
    return static_cast<T*>(data_);
  }
  template <typename T>
  std::span<T> elements() const {
    return {data<T>(), static_cast<std::size_t>(size_)};
  }
  std::span<std::byte> bytes() const {
    return {static_cast<std::byte*>(data_), static_cast<std::size_t>(byte_count())};
  }

  // Keeps the first min(old, new) elements; pointers into the storage are no longer valid.
  void resize(std::int64_t size);

  // Bytes held by all storages: what tells a garbage collector how much its handles weigh.
  static std::int64_t live_bytes();
  // Bytes ever allocated, never decreasing.
  static std::int64_t allocated_bytes();

 private:
  Storage(ElementType type, std::int64_t size);
  Storage(const Ref<Storage>& whole, std::int64_t offset, std::int64_t size);

  ElementType type_;
  std::int64_t size_ = 0;
  void* data_ = nullptr;
  Ref<Storage> whole_;  // whose memory this is, null when it is our own
};

}  // namespace sluice
