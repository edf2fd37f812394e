// Tensors handed to kernels: raw pointers, given out only when the memory is what the kernel
// expects.
#pragma once

#include <optional>
#include <string>

#include "runtime/tensor/tensor.hpp"

namespace sluice::bind {

// The elements of `t`; throws unless it is contiguous and has exactly `count` of them.
template <typename T>
T* operand(const Tensor& t, std::int64_t count, const char* name) {
  if (t.element_count() != count || (!t.empty() && !t.is_contiguous())) {
    throw Error(std::string(name) + ": expected " + std::to_string(count) +
                " contiguous elements, got a " + describe(t) +
                (t.is_contiguous() ? "" : ", not contiguous"));
  }
  return t.data<T>();
}

// As operand(); null for an absent tensor.
template <typename T>
T* operand(const std::optional<Tensor>& t, std::int64_t count, const char* name) {
  return t ? operand<T>(*t, count, name) : nullptr;
}

}  // namespace sluice::bind
