// Memory that a process shares with the children it forks later.
#pragma once

#include <sys/mman.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>

#include "runtime/base/error.hpp"

namespace sluice {

// `count` zeroed elements.
template <typename T>
class SharedMemory {
  static_assert(std::is_trivially_destructible_v<T>);

 public:
  explicit SharedMemory(std::size_t count) : bytes_(count * sizeof(T)) {
    if (count == 0) return;
    void* memory = mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
      throw Error(std::string("cannot share memory: ") + std::strerror(errno));
    }
    data_ = static_cast<T*>(memory);
    for (std::size_t i = 0; i < (std::is_trivial_v<T> ? 0 : count); ++i) new (data_ + i) T{};
  }
  ~SharedMemory() {
    if (data_ != nullptr) munmap(data_, bytes_);
  }
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

  T* data() { return data_; }
  T& operator[](std::size_t i) { return data_[i]; }

 private:
  T* data_ = nullptr;
  std::size_t bytes_;
};

}  // namespace sluice
