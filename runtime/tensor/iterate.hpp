// Loops over the elements of one or several strided tensors; contiguous ones run as one flat loop.
#pragma once

#include <array>
#include <tuple>
#include <utility>

#include "runtime/base/vector_clones.hpp"
#include "runtime/tensor/tensor.hpp"

namespace sluice {

// One loop nest for N operands: sizes from outermost to innermost, strides per operand.
template <std::size_t N>
struct LoopNest {
  Dims sizes;
  std::array<Dims, N> strides;

  std::int64_t inner_size() const { return sizes.back(); }
};

// Merges neighbouring dimensions wherever all operands allow it. All operands have the same sizes.
// With `any_order` the dimensions are first sorted so that the first operand is walked in memory
// order; without it elements are visited in row-major order.
template <std::size_t N>
LoopNest<N> make_loop_nest(const std::array<const Tensor*, N>& operands, bool any_order);

extern template LoopNest<1> make_loop_nest(const std::array<const Tensor*, 1>&, bool);
extern template LoopNest<2> make_loop_nest(const std::array<const Tensor*, 2>&, bool);
extern template LoopNest<3> make_loop_nest(const std::array<const Tensor*, 3>&, bool);
extern template LoopNest<4> make_loop_nest(const std::array<const Tensor*, 4>&, bool);

// Throws unless a and b have the same number of elements.
void check_same_count(const Tensor& a, const Tensor& b);

// A contiguous tensor with the same elements: `t` itself where it is contiguous already.
Tensor contiguous(const Tensor& t);

namespace detail {

// `target`'s elements from the contiguous `source`.
void store_contiguous(const Tensor& target, const Tensor& source);

template <typename F, typename... T>
SLUICE_VECTOR_CLONES void run_contiguous(F& f, std::int64_t n, T*... pointers) {
  for (std::int64_t i = 0; i < n; ++i) f(pointers[i]...);
}

template <typename F, std::size_t... I, typename... T>
void run_inner(F& f, std::int64_t n, const std::array<std::int64_t, sizeof...(T)>& strides,
               std::index_sequence<I...>, T*... pointers) {
  if (((strides[I] == 1) && ...)) {
    run_contiguous(f, n, pointers...);
  } else {
    for (std::int64_t i = 0; i < n; ++i) f(pointers[i * strides[I]]...);
  }
}

template <typename F, std::size_t... I, typename... T>
void run_loop_nest(F& f, const LoopNest<sizeof...(T)>& nest, std::index_sequence<I...> index,
                   T*... pointers) {
  const int inner = nest.sizes.count() - 1;
  const std::array<std::int64_t, sizeof...(T)> inner_strides{nest.strides[I][inner]...};
  std::array<std::int64_t, kMaxDims> position{};
  while (true) {
    run_inner(f, nest.inner_size(), inner_strides, index, pointers...);
    int d = inner - 1;
    for (; d >= 0; --d) {
      ((pointers += nest.strides[I][d]), ...);
      if (++position[static_cast<std::size_t>(d)] < nest.sizes[d]) break;
      ((pointers -= nest.strides[I][d] * nest.sizes[d]), ...);
      position[static_cast<std::size_t>(d)] = 0;
    }
    if (d < 0) return;
  }
}

template <typename F, std::size_t... I, typename... T>
void visit_elements(F& f, bool any_order, std::index_sequence<I...> index,
                    const std::array<const Tensor*, sizeof...(T)>& operands, T*... pointers) {
  if (operands[0]->empty()) return;
  if ((operands[I]->is_contiguous() && ...)) {
    const std::array<std::int64_t, sizeof...(T)> ones{((void)I, std::int64_t{1})...};
    run_inner(f, operands[0]->element_count(), ones, index, pointers...);
  } else {
    run_loop_nest(f, make_loop_nest<sizeof...(T)>(operands, any_order), index, pointers...);
  }
}

template <typename... T, typename F, std::size_t... I>
void visit_same_sizes(F& f, bool any_order, std::index_sequence<I...> index,
                      const std::array<const Tensor*, sizeof...(T)>& operands) {
  visit_elements(f, any_order, index, operands, operands[I]->template data<T>()...);
}

template <typename... T, typename F, std::size_t... I>
void visit(F& f, bool any_order, std::index_sequence<I...> index,
           const std::array<const Tensor*, sizeof...(T)>& operands) {
  const Tensor& first = *operands[0];
  (check_same_count(first, *operands[I]), ...);
  if (((operands[I]->sizes() == first.sizes()) && ...)) {
    visit_same_sizes<T...>(f, any_order, index, operands);
    return;
  }
  std::array<Tensor, sizeof...(T)> flat{contiguous(*operands[I])...};
  const Dims flat_size{first.element_count()};
  for (Tensor& t : flat) t = t.view_as(t.offset(), flat_size, Dims{1});
  visit_same_sizes<T...>(f, false, index, {&flat[I]...});
  if (!first.is_contiguous()) store_contiguous(first, flat[0]);
}

}  // namespace detail

// Calls f(a, b, ...) with references to the elements of the operands, whose types are T..., in any
// order. Operands of other sizes but as many elements are paired in row-major order. Only the first
// operand may then be written.
template <typename... T, typename F, typename... Tensors>
void for_each(F f, const Tensors&... operands) {
  static_assert(sizeof...(T) == sizeof...(Tensors));
  detail::visit<T...>(f, true, std::index_sequence_for<T...>{},
                      std::array<const Tensor*, sizeof...(T)>{&operands...});
}

// As for_each(), strictly in row-major order: for random streams, scans and selections.
template <typename... T, typename F, typename... Tensors>
void for_each_in_order(F f, const Tensors&... operands) {
  static_assert(sizeof...(T) == sizeof...(Tensors));
  detail::visit<T...>(f, false, std::index_sequence_for<T...>{},
                      std::array<const Tensor*, sizeof...(T)>{&operands...});
}

// Calls f(pointers..., strides...) for each line along dimension d of operands that agree in all
// other dimensions: f(std::array<int64_t, N> strides, T* first...).
template <typename... T, typename F, typename... Tensors>
void for_each_line(int d, F f, const Tensors&... operands) {
  constexpr std::size_t kCount = sizeof...(T);
  const std::array<std::int64_t, kCount> line_strides{operands.stride(d)...};
  const auto across = [d](const Tensor& t) {
    Dims sizes = t.sizes();
    sizes[d] = 1;
    return t.view_as(t.offset(), sizes, t.strides());
  };
  for_each_in_order<T...>([&](T&... first) { f(line_strides, &first...); }, across(operands)...);
}

}  // namespace sluice
