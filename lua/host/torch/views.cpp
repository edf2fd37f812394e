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

// As Torch, what has a single element left is that number.
std::variant<Tensor, double> squeezed(const Tensor& t, std::optional<Dim> d) {
  const Tensor view = d ? squeeze(t, *d) : squeeze(t);
  if (view.element_count() != 1 || view.dim() != 1) return view;
  return get_element(*view.storage(), view.offset());
}

// As Torch, a place of a vector is that number.
std::variant<Tensor, double> selected(const Tensor& t, Dim d, Position p) {
  if (t.dim() != 1) return select(t, d, p);
  const Tensor element = narrow(t, d, p, 1);
  return get_element(*element.storage(), element.offset());
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
             [](const Tensor& t, const std::optional<Tensor>&) { return long_storage(t.sizes()); });
  all.method(
      "stride", [](const Tensor& t, Dim d) { return checked_stride(t, d); },
      [](const Tensor& t) { return long_storage(t.strides()); });
}

// name([result], t, sizes...) and name_as([result], t, other); the result becomes the view.
void define_view(Definitions& all, const char* name, const char* name_as,
                 Tensor (*view)(const Tensor&, const Dims&)) {
  all.def(
      name, [view](const Tensor& t, Sizes sizes) { return view(t, sizes); },
      [view](Self r, const Tensor& t, Sizes sizes) { r->set(view(t, sizes)); });
  all.def(
      name_as, [view](const Tensor& t, Any other) { return view(t, other->sizes()); },
      [view](Self r, const Tensor& t, Any other) { r->set(view(t, other->sizes())); });
}

void define_shapes(Definitions& all) {
  all.def("narrow", [](const Tensor& t, Dim d, Position first, std::int64_t count) {
    return narrow(t, d, first, count);
  });
  all.def("select", [](const Tensor& t, Dim d, Position p) { return selected(t, d, p); });
  all.def("transpose", [](const Tensor& t, Dim a, Dim b) { return transpose(t, a, b); });
  all.def("t", [](const Tensor& t) { return transpose(t); });
  all.def("permute",
          [](const Tensor& t, Sizes order) { return permute(t, dims_from_one(order.dims)); });
  all.def("unfold", [](const Tensor& t, Dim d, std::int64_t size, std::int64_t step) {
    return unfold(t, d, size, step);
  });
  all.def("squeeze", [](const Tensor& t, std::optional<Dim> d) { return squeezed(t, d); });
  all.def("unsqueeze", [](const Tensor& t, Dim d) { return unsqueeze(t, d); });
  define_view(all, "view", "viewAs", view);
  define_view(all, "expand", "expandAs", expand);
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
