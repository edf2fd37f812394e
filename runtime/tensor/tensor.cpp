// Tensor: sizes, strides and their storage.
#include "runtime/tensor/tensor.hpp"

#include <utility>

namespace sluice {
namespace {

// Elements between the first and the one after the last of the view.
std::int64_t extent(const Dims& sizes, const Dims& strides) {
  if (sizes.empty()) return 0;
  std::int64_t last = 0;
  for (int d = 0; d < sizes.count(); ++d) {
    std::int64_t reach = 0;
    if (__builtin_mul_overflow(sizes[d] - 1, strides[d], &reach) ||
        __builtin_add_overflow(last, reach, &last))
      throw Error("a tensor of size " + to_string(sizes) + " reaches too far");
  }
  return last + 1;
}

bool has_zero(const Dims& sizes) { return std::find(sizes.begin(), sizes.end(), 0) != sizes.end(); }

void check_sizes(const Dims& sizes) {
  for (std::int64_t size : sizes)
    if (size < 0) throw Error("a tensor cannot have the size " + to_string(sizes));
}

Dims complete_strides(const Dims& sizes, const Dims& strides) {
  if (strides.count() != sizes.count())
    throw Error("expected " + std::to_string(sizes.count()) + " strides, got " +
                std::to_string(strides.count()));
  Dims result = strides;
  for (int d = sizes.count() - 1; d >= 0; --d)
    if (result[d] < 0) result[d] = d + 1 < sizes.count() ? sizes[d + 1] * result[d + 1] : 1;
  return result;
}

}  // namespace

Dims contiguous_strides(const Dims& sizes) {
  Dims strides = sizes;
  std::int64_t stride = 1;
  for (int d = sizes.count() - 1; d >= 0; --d) {
    strides[d] = stride;
    stride *= sizes[d];
  }
  return strides;
}

Tensor::Tensor(Ref<Storage> storage, std::int64_t offset, const Dims& sizes, const Dims& strides)
    : type_(storage->type()), storage_(std::move(storage)), offset_(offset) {
  check_sizes(sizes);
  if (has_zero(sizes)) return;
  for (int d = 0; d < sizes.count(); ++d)
    if (strides[d] < 0) throw Error("a tensor cannot have a negative stride");
  const std::int64_t reach = extent(sizes, strides);
  if (offset < 0 || offset > storage_->size() || reach > storage_->size() - offset)
    throw Error("a view of size " + to_string(sizes) + " from position " + from_one(offset) +
                " does not fit in a storage of " + std::to_string(storage_->size()) + " elements");
  sizes_ = sizes;
  strides_ = strides;
}

void* Tensor::address() const {
  if (!storage_) return nullptr;
  return static_cast<std::byte*>(storage_->data()) + offset_ * size_in_bytes(type_);
}

std::int64_t Tensor::element_count() const {
  if (sizes_.empty()) return 0;
  std::int64_t total = 1;
  for (std::int64_t size : sizes_) total *= size;
  return total;
}

bool Tensor::is_contiguous() const {
  std::int64_t expected = 1;
  for (int d = dim() - 1; d >= 0; --d) {
    if (sizes_[d] == 1) continue;
    if (strides_[d] != expected) return false;
    expected *= sizes_[d];
  }
  return true;
}

void Tensor::resize(const Dims& sizes) {
  if (sizes == sizes_) return;
  check_sizes(sizes);
  product(sizes);
  resize(sizes, contiguous_strides(sizes));
}

void Tensor::resize(const Dims& sizes, const Dims& strides) {
  check_sizes(sizes);
  if (sizes.empty() || has_zero(sizes)) {
    sizes_ = strides_ = Dims();
    return;
  }
  product(sizes);
  const Dims complete = complete_strides(sizes, strides);
  const std::int64_t needed = extent(sizes, complete);
  if (needed > INT64_MAX - offset_) throw Error("a tensor of size " + to_string(sizes));
  if (!storage_)
    storage_ = Storage::create(type_, needed + offset_);
  else if (storage_->size() < needed + offset_)
    storage_->resize(needed + offset_);
  sizes_ = sizes;
  strides_ = complete;
}

void Tensor::set(Ref<Storage> storage, std::int64_t offset, const Dims& sizes,
                 const Dims& strides) {
  if (offset < 0) throw Error("a storage offset starts at 1");
  Tensor result(type_);
  result.storage_ = std::move(storage);
  result.offset_ = offset;
  result.resize(sizes, strides);
  *this = result;
}

void Tensor::set(const Tensor& other) { *this = other; }

Tensor Tensor::view_as(std::int64_t offset, const Dims& sizes, const Dims& strides) const {
  Tensor result = *this;
  result.offset_ = offset;
  result.sizes_ = sizes;
  result.strides_ = strides;
  return result;
}

bool is_same_view(const Tensor& a, const Tensor& b) {
  return a.storage() == b.storage() && a.offset() == b.offset() && a.sizes() == b.sizes() &&
         a.strides() == b.strides();
}

std::string describe(const Tensor& tensor) {
  const std::string name = "torch." + std::string(name_of(tensor.type())) + "Tensor";
  return tensor.empty() ? name + " with no dimension"
                        : name + " of size " + to_string(tensor.sizes());
}

}  // namespace sluice
