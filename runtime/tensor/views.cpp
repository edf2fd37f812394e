// Views: arithmetic on sizes and strides.
#include "runtime/tensor/views.hpp"

namespace sluice {
namespace {

[[noreturn]] void out_of_range(const std::string& what, const Tensor& t) {
  throw Error(what + " is out of range for a " + describe(t));
}

}  // namespace

void check_dim(const Tensor& t, int d) {
  if (d < 0 || d >= t.dim()) out_of_range("dimension " + from_one(d), t);
}

Tensor narrow(const Tensor& t, int d, std::int64_t first, std::int64_t count) {
  check_dim(t, d);
  if (first < 0 || count < 1 || first > t.size(d) - count)
    out_of_range("the range of " + std::to_string(count) + " from " + from_one(first) +
                     " in dimension " + from_one(d),
                 t);
  Dims sizes = t.sizes();
  sizes[d] = count;
  return t.view_as(t.offset() + first * t.stride(d), sizes, t.strides());
}

Tensor select(const Tensor& t, int d, std::int64_t position) {
  check_dim(t, d);
  if (position < 0 || position >= t.size(d))
    out_of_range("position " + from_one(position) + " in dimension " + from_one(d), t);
  if (t.dim() == 1) throw Error("select() expects at least two dimensions, got a " + describe(t));
  Dims sizes = t.sizes();
  Dims strides = t.strides();
  sizes.erase(d);
  strides.erase(d);
  return t.view_as(t.offset() + position * t.stride(d), sizes, strides);
}

Tensor transpose(const Tensor& t, int d, int e) {
  check_dim(t, d);
  check_dim(t, e);
  Dims sizes = t.sizes();
  Dims strides = t.strides();
  std::swap(sizes[d], sizes[e]);
  std::swap(strides[d], strides[e]);
  return t.view_as(t.offset(), sizes, strides);
}

Tensor transpose(const Tensor& matrix) {
  if (matrix.dim() != 2) throw Error("t() expects a matrix, got a " + describe(matrix));
  return transpose(matrix, 0, 1);
}

Tensor permute(const Tensor& t, const Dims& order) {
  if (order.count() != t.dim())
    throw Error("permute() expects " + std::to_string(t.dim()) + " dimensions, got " +
                std::to_string(order.count()));
  Dims sizes;
  Dims strides;
  for (std::int64_t d : order) {
    if (d < 0 || d >= t.dim()) out_of_range("dimension " + from_one(d), t);
    if (std::count(order.begin(), order.end(), d) != 1)
      throw Error("permute() names dimension " + from_one(d) + " twice");
    sizes.push_back(t.size(static_cast<int>(d)));
    strides.push_back(t.stride(static_cast<int>(d)));
  }
  return t.view_as(t.offset(), sizes, strides);
}

Tensor unfold(const Tensor& t, int d, std::int64_t size, std::int64_t step) {
  check_dim(t, d);
  if (size < 1 || size > t.size(d)) out_of_range("a window of " + std::to_string(size), t);
  if (step < 1) throw Error("unfold() expects a step of at least 1, got " + std::to_string(step));
  Dims sizes = t.sizes();
  Dims strides = t.strides();
  sizes.push_back(size);
  strides.push_back(t.stride(d));
  sizes[d] = (t.size(d) - size) / step + 1;
  strides[d] = step * t.stride(d);
  return t.view_as(t.offset(), sizes, strides);
}

Tensor squeeze(const Tensor& t) {
  if (t.empty()) return t;
  Dims sizes;
  Dims strides;
  for (int d = 0; d < t.dim(); ++d) {
    if (t.size(d) == 1) continue;
    sizes.push_back(t.size(d));
    strides.push_back(t.stride(d));
  }
  if (sizes.empty()) {
    sizes.push_back(1);
    strides.push_back(1);
  }
  return t.view_as(t.offset(), sizes, strides);
}

Tensor squeeze(const Tensor& t, int d) {
  check_dim(t, d);
  return t.size(d) == 1 && t.dim() > 1 ? select(t, d, 0) : t;
}

Tensor unsqueeze(const Tensor& t, int d) {
  if (t.empty()) throw Error("an empty tensor cannot get another dimension");
  if (d < 0 || d > t.dim()) out_of_range("dimension " + from_one(d), t);
  Dims sizes = t.sizes();
  Dims strides = t.strides();
  sizes.insert(d, 1);
  strides.insert(d, d < t.dim() ? t.size(d) * t.stride(d) : 1);
  return t.view_as(t.offset(), sizes, strides);
}

Tensor expand(const Tensor& t, const Dims& sizes) {
  const int added = sizes.count() - t.dim();
  if (t.empty() || added < 0)
    throw Error("cannot expand a " + describe(t) + " to " + to_string(sizes));
  Dims strides = sizes;
  for (int d = 0; d < sizes.count(); ++d) {
    const bool same = d >= added && t.size(d - added) == sizes[d];
    if (!same && (sizes[d] < 1 || (d >= added && t.size(d - added) != 1)))
      throw Error("cannot expand a " + describe(t) + " to " + to_string(sizes) +
                  ": only dimensions of size 1 can be repeated");
    strides[d] = same ? t.stride(d - added) : 0;
  }
  return t.view_as(t.offset(), sizes, strides);
}

Dims infer_sizes(const Dims& sizes, std::int64_t count) {
  int unknown = -1;
  std::int64_t known = 1;
  for (int d = 0; d < sizes.count(); ++d) {
    if (sizes[d] == -1 && unknown < 0) {
      unknown = d;
    } else if (sizes[d] < 0 || __builtin_mul_overflow(known, sizes[d], &known)) {
      throw Error("the size " + to_string(sizes) + " has no meaning");
    }
  }
  Dims result = sizes;
  if (unknown >= 0 && known > 0) result[unknown] = count / known;
  if (product(result) != count || (unknown >= 0 && known == 0))
    throw Error("the size " + to_string(sizes) + " does not hold " + std::to_string(count) +
                " elements");
  return result;
}

Tensor view(const Tensor& t, const Dims& sizes) {
  if (!t.is_contiguous()) throw Error("view() expects a contiguous tensor");
  const Dims inferred = infer_sizes(sizes, t.element_count());
  if (t.empty()) return t;
  return t.view_as(t.offset(), inferred, contiguous_strides(inferred));
}

}  // namespace sluice
