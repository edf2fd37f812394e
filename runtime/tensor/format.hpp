// Tensors and storages as text, printed as Torch prints them.
#pragma once

#include <string>

#include "runtime/tensor/tensor.hpp"

namespace sluice {

std::string format(const Tensor& tensor);
std::string format(const Storage& storage);

}  // namespace sluice
