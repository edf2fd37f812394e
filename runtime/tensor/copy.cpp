// Copies, conversions and fills.
#include "runtime/tensor/copy.hpp"

#include <cstring>

#include "runtime/tensor/iterate.hpp"

namespace sluice {
namespace {

// An element of another type: as element_from() for floating values, wrapping for integers.
template <typename To, typename From>
To convert_element(From value) {
  if constexpr (std::is_integral_v<To> && std::is_floating_point_v<From>) {
    return element_from<To>(static_cast<double>(value));
  } else {
    return static_cast<To>(value);
  }
}

template <typename T>
void copy_same_type(const Tensor& target, const Tensor& source) {
  if (target.is_contiguous() && source.is_contiguous()) {
    if (target.empty()) return;
    std::memmove(target.data<T>(), source.data<T>(),
                 static_cast<std::size_t>(target.element_count()) * sizeof(T));
    return;
  }
  for_each<T, T>([](T& to, const T& from) { to = from; }, target, source);
}

template <typename T>
SLUICE_VECTOR_CLONES void fill_contiguous(T* data, std::int64_t count, T value) {
  for (std::int64_t i = 0; i < count; ++i) data[i] = value;
}

}  // namespace

void copy(const Tensor& target, const Tensor& source) {
  check_same_count(target, source);
  dispatch(target.type(), [&]<typename To>() {
    if (target.type() == source.type()) return copy_same_type<To>(target, source);
    dispatch(source.type(), [&]<typename From>() {
      for_each<To, From>([](To& to, const From& from) { to = convert_element<To>(from); }, target,
                         source);
    });
  });
}

void copy(const Storage& target, const Storage& source) {
  if (target.size() != source.size())
    throw Error("expected a storage of " + std::to_string(target.size()) + " elements, got " +
                std::to_string(source.size()));
  copy(as_vector(Ref<Storage>(const_cast<Storage*>(&target))),
       as_vector(Ref<Storage>(const_cast<Storage*>(&source))));
}

Tensor clone(const Tensor& t) {
  Tensor result(t.type(), t.sizes());
  copy(result, t);
  return result;
}

Tensor apart_from(const Tensor& result, const Tensor& input) {
  return shares_memory(result, input) ? clone(input) : input;
}

Tensor convert(const Tensor& t, ElementType type) {
  if (t.type() == type) return t;
  Tensor result(type, t.sizes());
  copy(result, t);
  return result;
}

void fill(const Tensor& t, double value) {
  dispatch(t.type(), [&]<typename T>() {
    const T element = element_from<T>(value);
    if (t.is_contiguous()) return fill_contiguous(t.data<T>(), t.element_count(), element);
    for_each<T>([element](T& x) { x = element; }, t);
  });
}

void fill(const Storage& storage, double value) {
  dispatch(storage.type(), [&]<typename T>() {
    fill_contiguous(storage.data<T>(), storage.size(), element_from<T>(value));
  });
}

Tensor as_vector(const Ref<Storage>& storage) {
  if (storage->size() == 0) return Tensor(storage->type());
  return Tensor(storage, 0, Dims{storage->size()}, Dims{1});
}

double get_element(const Storage& storage, std::int64_t index) {
  return dispatch(storage.type(), [&]<typename T>() -> double {
    return static_cast<double>(storage.data<T>()[index]);
  });
}

void set_element(const Storage& storage, std::int64_t index, double value) {
  dispatch(storage.type(),
           [&]<typename T>() { storage.data<T>()[index] = element_from<T>(value); });
}

}  // namespace sluice
