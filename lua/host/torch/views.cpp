// Sizes, views and copies as torch functions.
#include "runtime/tensor/views.hpp"

#include "lua/host/torch/groups.hpp"
#include "runtime/tensor/copy.hpp"
#include "runtime/tensor/format.hpp"
#include "runtime/tensor/iterate.hpp"

namespace sluice::bind {
namespace {

Ref<Storage> long_storage(const Dims& dims) {
  Ref<Storage> storage = Storage::create(ElementType::Long, dims.count());
  std::copy(dims.begin(), dims.end(), storage->data<std::int64_t>());
  return storage;
}

std::int64_t checked_size(const Tensor& t, Dim d) {
  check_dim(t, d);
  return t.size(d);
}

std::int64_t checked_stride(const Tensor& t, Dim d) {
  check_dim(t, d);
  return t.stride(d);
}

Dims dims_from_one(const Dims& one_based) {
  Dims result;
  for (std::int64_t d : one_based) result.push_back(d - 1);
  return result;
}

Tensor last_dim_default(const Tensor& t, std::optional<Dim> d) {
  return d ? squeeze(t, *d) : squeeze(t);
}

void define_sizes(Definitions& all) {
  all.method("dim", [](const Tensor& t) { return t.dim(); });
  all.method("nDimension", [](const Tensor& t) { return t.dim(); });
  all.def("numel", [](const Tensor& t) { return t.element_count(); });
  all.method("nElement", [](const Tensor& t) { return t.element_count(); });
  all.method("elementSize", [](const Tensor& t) { return size_in_bytes(t.type()); });
  all.method("storageOffset", [](const Tensor& t) { return t.offset() + 1; });
  all.method("storage", [](const Tensor& t) { return t.storage(); });
  all.method("isContiguous", [](const Tensor& t) { return t.is_contiguous(); });
  all.method("isSameSizeAs", [](const Tensor& t, Any o) { return t.sizes() == o->sizes(); });
  all.method("isSetTo", [](const Tensor& t, const Tensor& o) { return is_same_view(t, o); });
  all.method("isSize", [](const Tensor& t, Sizes sizes) { return t.sizes() == sizes.dims; });
  all.method(
      "size", [](const Tensor& t, Dim d) { return checked_size(t, d); },
      [](const Tensor& t) { return long_storage(t.sizes()); });
  all.method("__len",
             [](const Tensor& t, std::optional<Tensor>) { return long_storage(t.sizes()); });
  all.method(
      "stride", [](const Tensor& t, Dim d) { return checked_stride(t, d); },
      [](const Tensor& t) { return long_storage(t.strides()); });
}

void define_shapes(Definitions& all) {
  all.def("narrow", [](const Tensor& t, Dim d, Position first, std::int64_t count) {
    return narrow(t, d, first, count);
  });
  all.def("select", [](const Tensor& t, Dim d, Position p) { return select(t, d, p); });
  all.def("transpose", [](const Tensor& t, Dim a, Dim b) { return transpose(t, a, b); });
  all.def("t", [](const Tensor& t) { return transpose(t); });
  all.def("permute",
          [](const Tensor& t, Sizes order) { return permute(t, dims_from_one(order.dims)); });
  all.def("unfold", [](const Tensor& t, Dim d, std::int64_t size, std::int64_t step) {
    return unfold(t, d, size, step);
  });
  all.def("squeeze", [](const Tensor& t, std::optional<Dim> d) { return last_dim_default(t, d); });
  all.def("unsqueeze", [](const Tensor& t, Dim d) { return unsqueeze(t, d); });
  all.def("expand", [](const Tensor& t, Sizes sizes) { return expand(t, sizes); });
  all.def("expandAs", [](const Tensor& t, Any other) { return expand(t, other->sizes()); });
  all.def("view", [](const Tensor& t, Sizes sizes) { return view(t, sizes); });
  all.def("viewAs", [](const Tensor& t, Any other) { return view(t, other->sizes()); });
  all.method("resizeAs", [](Self t, Any other) { t->resize_as(*other); });
}

void define_copies(Definitions& all) {
  all.method("copy", [](Self t, Any source) { copy(t, source); });
  all.method("clone", [](const Tensor& t) { return clone(t); });
  all.method("__tostring", [](const Tensor& t) { return format(t); });
}

}  // namespace

void define_views(Definitions& all) {
  define_sizes(all);
  define_shapes(all);
  define_copies(all);
}

}  // namespace sluice::bind
