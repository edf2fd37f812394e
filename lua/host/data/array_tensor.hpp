// Between Torch's tensors and the plain arrays of compiler, simulation and files.
#pragma once

#include "runtime/files/any_array.hpp"
#include "runtime/tensor/tensor.hpp"

namespace sluice {

// The same elements in row-major order; an empty tensor is an Error that names `what`.
AnyArray array_from_tensor(const Tensor& tensor, const std::string& what);

// A new contiguous tensor; an array without dimensions gets one of size 1.
Tensor tensor_from_array(const AnyArray& array);

}  // namespace sluice
