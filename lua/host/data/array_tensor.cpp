// Between Torch's tensors and the plain arrays of compiler, simulation and files.
#include "lua/host/data/array_tensor.hpp"

#include <algorithm>
#include <span>

#include "runtime/base/error.hpp"
#include "runtime/tensor/copy.hpp"

namespace sluice {

AnyArray array_from_tensor(const Tensor& tensor, const std::string& what) {
  if (tensor.empty()) throw Error(what + ": found an empty tensor, expected at least one element");
  const Tensor whole = tensor.is_contiguous() ? tensor : clone(tensor);
  Shape shape;
  for (int d = 0; d < whole.dim(); ++d) shape.push_back(whole.size(d));
  AnyArray array;
  dispatch(whole.type(), [&]<typename T>() {
    const T* first = whole.data<T>();
    array = Array<T>(shape, std::vector<T>(first, first + whole.element_count()));
  });
  return array;
}

Tensor tensor_from_array(const AnyArray& array) {
  const Shape& shape = shape_of(array);
  if (shape.size() > static_cast<std::size_t>(kMaxDims)) {
    throw Error("found an array of " + std::to_string(shape.size()) +
                " dimensions, expected at most " + std::to_string(kMaxDims));
  }
  const Dims sizes = shape.empty() ? Dims{1} : Dims(std::span<const std::int64_t>(shape));
  return std::visit(
      [&sizes]<typename T>(const Array<T>& typed) {
        Tensor tensor(element_type_of<T>(), sizes);
        std::copy(typed.values.begin(), typed.values.end(), tensor.data<T>());
        return tensor;
      },
      array);
}

}  // namespace sluice
