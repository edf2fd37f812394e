// Tensor: a strided view of a storage. Copying a Tensor makes another view of the same elements.
#pragma once

#include <cstdint>

#include "runtime/tensor/dims.hpp"
#include "runtime/tensor/element_type.hpp"
#include "runtime/tensor/storage.hpp"

namespace sluice {

// An empty tensor has no dimension; otherwise every size is at least 1. Like std::span, constness
// is that of the view: a const Tensor cannot be resized, its elements can be written.
class Tensor {
 public:
  explicit Tensor(ElementType type = ElementType::Double) : type_(type) {}
  // Contiguous, elements not initialised.
  Tensor(ElementType type, const Dims& sizes) : type_(type) { resize(sizes); }
  // `offset` counts elements from 0. Throws unless the whole view lies inside the storage.
  Tensor(Ref<Storage> storage, std::int64_t offset, const Dims& sizes, const Dims& strides);

  ElementType type() const { return type_; }
  int dim() const { return sizes_.count(); }
  const Dims& sizes() const { return sizes_; }
  const Dims& strides() const { return strides_; }
  std::int64_t size(int d) const { return sizes_[d]; }
  std::int64_t stride(int d) const { return strides_[d]; }
  std::int64_t offset() const { return offset_; }
  const Ref<Storage>& storage() const { return storage_; }
  bool empty() const { return sizes_.empty(); }
  std::int64_t element_count() const;
  bool is_contiguous() const;

  // The first element; null for an empty tensor.
  template <typename T>
  T* data() const {
    check(element_type_of<T>() == type_, "tensor element type");
    return static_cast<T*>(address());
  }

  // Keeps a view that has the given sizes, else becomes contiguous; a size of 0 makes it empty.
  // Elements stay where the storage holds them, which grows when it is too small and never shrinks.
  void resize(const Dims& sizes);
  void resize_as(const Tensor& other) { resize(other.sizes_); }
  // As resize(), with strides; a negative stride asks for the contiguous one.
  void resize(const Dims& sizes, const Dims& strides);
  // Views `storage` (of the same type, or null), which grows when it is too small, as in Torch.
  void set(Ref<Storage> storage, std::int64_t offset, const Dims& sizes, const Dims& strides);
  void set(const Tensor& other);
  // The same elements, sizes and strides chosen by the caller, who answers for them. A size of 0
  // makes an empty tensor.
  Tensor view_as(std::int64_t offset, const Dims& sizes, const Dims& strides) const;

 private:
  void* address() const;

  ElementType type_;
  Ref<Storage> storage_;
  std::int64_t offset_ = 0;
  Dims sizes_;
  Dims strides_;
};

// Strides of a row-major contiguous tensor.
Dims contiguous_strides(const Dims& sizes);

// Same sizes, strides, offset and storage.
bool is_same_view(const Tensor& a, const Tensor& b);

// Whether writing one may change the other.
bool shares_memory(const Tensor& a, const Tensor& b);

// "torch.FloatTensor of size 3x4", for messages.
std::string describe(const Tensor& tensor);

}  // namespace sluice
