// Tensor: sizes, strides and their storage.
#include "runtime/tensor/tensor.hpp"

#include <utility>

namespace sluice {
namespace {

[[noreturn]] void throw_too_far(const Dims& sizes) {
  throw Error("a tensor of size " + to_string(sizes) + " reaches further than any storage");
}

// Elements between the first and the one after the last of the view.
std::int64_t extent(const Dims& sizes, const Dims& strides) {
  std::int64_t end = sizes.empty() ? 0 : 1;
  for (int d = 0; d < sizes.count(); ++d) {
    std::int64_t reach = 0;
    if (__builtin_mul_overflow(sizes[d] - 1, strides[d], &reach) ||
        __builtin_add_overflow(end, reach, &end))
      throw_too_far(sizes);
  }
  return end;
}

bool has_zero(const Dims& sizes) { return std::find(sizes.begin(), sizes.end(), 0) != sizes.end(); }

// Throws unless each size and the number of elements is possible.
void check_sizes(const Dims& sizes) {
  for (std::int64_t size : sizes)
    if (size < 0) throw Error("a tensor cannot have the size " + to_string(sizes));
  product(sizes);
}

Dims complete_strides(const Dims& sizes, const Dims& strides) {
  if (strides.count() != sizes.count())
    throw Error("expected " + std::to_string(sizes.count()) + " strides, got " +
                std::to_string(strides.count()));
  Dims result = strides;
  for (int d = sizes.count() - 1; d >= 0; --d)
    if (result[d] < 0) {
      result[d] = 1;
      if (d + 1 < sizes.count() && __builtin_mul_overflow(sizes[d + 1], result[d + 1], &result[d]))
        throw_too_far(sizes);
    }
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
  resize(sizes, has_zero(sizes) ? sizes : contiguous_strides(sizes));
}

void Tensor::resize(const Dims& sizes, const Dims& strides) {
  check_sizes(sizes);
  if (sizes.empty() || has_zero(sizes)) {
    sizes_ = strides_ = Dims();
    return;
  }
  const Dims complete = complete_strides(sizes, strides);
  const std::int64_t needed = extent(sizes, complete);
  std::int64_t end = 0;
  if (__builtin_add_overflow(needed, offset_, &end)) throw_too_far(sizes);
  if (!storage_)
    storage_ = Storage::create(type_, end);
  else if (storage_->size() < end)
    storage_->resize(end);
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
  check_sizes(sizes);
  Tensor result = *this;
  result.offset_ = offset;
  result.sizes_ = has_zero(sizes) ? Dims() : sizes;
  result.strides_ = has_zero(sizes) ? Dims() : strides;
  return result;
}

bool is_same_view(const Tensor& a, const Tensor& b) {
  return a.storage() == b.storage() && a.offset() == b.offset() && a.sizes() == b.sizes() &&
         a.strides() == b.strides();
}

bool shares_memory(const Tensor& a, const Tensor& b) {
  return a.storage() && b.storage() && a.storage()->shares_memory_with(*b.storage());
}

std::string describe(const Tensor& tensor) {
  const std::string name = "torch." + std::string(name_of(tensor.type())) + "Tensor";
  return tensor.empty() ? name + " with no dimension"
                        : name + " of size " + to_string(tensor.sizes());
}

}  // namespace sluice
