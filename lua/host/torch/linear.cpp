// Products of vectors and matrices as torch functions, and the operators of tensors.
#include "runtime/tensor/linear.hpp"

#include "lua/host/bind/guard.hpp"
#include "lua/host/torch/groups.hpp"
#include "runtime/tensor/arithmetic.hpp"

namespace sluice::bind {
namespace {

using AddProduct = void (*)(Tensor&, double, const Tensor&, double, const Tensor&, const Tensor&);

// [result] [beta] [t] [alpha] a b; where t is left out a single number is alpha.
void define_add_product(Definitions& all, const char* name, AddProduct compute) {
  const auto from_itself = [compute](Result r, std::optional<double> alpha, const Tensor& a,
                                     const Tensor& b) {
    compute(r, 1, r, alpha.value_or(1), a, b);
  };
  const auto general = [compute](Result r, std::optional<double> beta, Source t,
                                 std::optional<double> alpha, const Tensor& a, const Tensor& b) {
    compute(r, beta.value_or(1), t, alpha.value_or(1), a, b);
  };
  all.function(name, general);
  all.method(name, from_itself, general);
}

// A new tensor of the type of `like`, computed by f.
template <typename F>
Tensor made(const Tensor& like, F f) {
  Tensor result(like.type());
  f(result);
  return result;
}

// t * u: elements by a number, or the product that the numbers of dimensions suggest.
int multiply_values(lua_State* L) {
  const Tensor* a = to_tensor(L, 1);
  const Tensor* b = to_tensor(L, 2);
  if (!a || !b) {
    const int number = a ? 2 : 1;
    if ((!a && !b) || !lua_isnumber(L, number))
      throw Error("cannot multiply " + type_name(L, 1) + " and " + type_name(L, 2));
    Tensor result((a ? a : b)->type());
    multiply(result, *(a ? a : b), lua_tonumber(L, number));
    return push(L, result);
  }
  if (a->type() != b->type())
    throw Error("cannot multiply " + type_name(L, 1) + " and " + type_name(L, 2));
  if (a->dim() == 1 && b->dim() == 1) return push(L, dot(*a, *b));
  Tensor result(a->type());
  if (a->dim() == 2 && b->dim() == 1) {
    multiply_matrix_vector(result, *a, *b);
  } else if (a->dim() == 2 && b->dim() == 2) {
    multiply_matrices(result, *a, *b);
  } else {
    throw Error("cannot multiply a " + describe(*a) + " and a " + describe(*b));
  }
  return push(L, result);
}

}  // namespace

void define_linear(Definitions& all) {
  all.def("dot", [](const Tensor& a, const Tensor& b) { return dot(a, b); });
  all.def("mv",
          [](Result r, const Tensor& a, const Tensor& x) { multiply_matrix_vector(r, a, x); });
  all.def("mm", [](Result r, const Tensor& a, const Tensor& b) { multiply_matrices(r, a, b); });
  all.def("ger", [](Result r, const Tensor& x, const Tensor& y) { multiply_outer(r, x, y); });
  all.def("bmm", [](Result r, const Tensor& a, const Tensor& b) { multiply_batches(r, a, b); });
  define_add_product(all, "addmv", add_matrix_vector);
  define_add_product(all, "addmm", add_matrix_matrix);
  define_add_product(all, "addr", add_outer);
  define_add_product(all, "baddbmm", add_batches);
  define_add_product(all, "addbmm", add_batch_sum);
}

void define_operators(Definitions& all) {
  all.method(
      "__add", [](const Tensor& a, double b) { return made(a, [&](Tensor& r) { add(r, a, b); }); },
      [](double a, const Tensor& b) { return made(b, [&](Tensor& r) { add(r, b, a); }); },
      [](const Tensor& a, const Tensor& b) {
        return made(a, [&](Tensor& r) { add(r, a, 1, b); });
      });
  all.method(
      "__sub", [](const Tensor& a, double b) { return made(a, [&](Tensor& r) { add(r, a, -b); }); },
      [](double a, const Tensor& b) {
        return made(b, [&](Tensor& r) {
          multiply(r, b, -1);
          add(r, r, a);
        });
      },
      [](const Tensor& a, const Tensor& b) {
        return made(a, [&](Tensor& r) { subtract(r, a, 1, b); });
      });
  all.method("__div", [](const Tensor& a, double b) {
    return made(a, [&](Tensor& r) { divide(r, a, b); });
  });
  all.method("__mod", [](const Tensor& a, double b) {
    return made(a, [&](Tensor& r) { remainder(r, a, b); });
  });
  all.method("__unm", [](const Tensor& a, const std::optional<Tensor>&) {
    return made(a, [&](Tensor& r) { negate(r, a); });
  });
}

void install_multiplication(lua_State* L) {
  for (ElementType type : kElementTypes) {
    push_metatable(L, tensor_class(type));
    lua_pushcfunction(L, guarded<multiply_values>);
    lua_setfield(L, -2, "__mul");
    lua_pop(L, 1);
  }
}

}  // namespace sluice::bind
