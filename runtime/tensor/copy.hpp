// Copying elements, with conversion between element types.
#pragma once

#include "runtime/tensor/tensor.hpp"

namespace sluice {

// `target`'s elements from `source`'s, in row-major order; sizes may differ, counts may not.
void copy(const Tensor& target, const Tensor& source);
// All elements of `source`, which must have the target's size.
void copy(const Storage& target, const Storage& source);

// A new contiguous tensor with the same elements.
Tensor clone(const Tensor& t);
// `input` itself, or a copy of it where writing (or resizing) `result` would change it.
Tensor apart_from(const Tensor& result, const Tensor& input);
// `t` itself where it has that type already, else a converted copy.
Tensor convert(const Tensor& t, ElementType type);

void fill(const Tensor& t, double value);
void fill(const Storage& storage, double value);

// The storage seen as a vector.
Tensor as_vector(const Ref<Storage>& storage);

// One element by position in the storage.
double get_element(const Storage& storage, std::int64_t index);
void set_element(const Storage& storage, std::int64_t index, double value);

}  // namespace sluice
