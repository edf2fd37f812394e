// Functions: C++ lambdas as overloads of a Lua function, for all element types at once.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lua/host/bind/param_traits.hpp"
#include "lua/host/bind/push.hpp"

namespace sluice::bind {

class Overload {
 public:
  explicit Overload(Params params) : params_(std::move(params)) {}
  virtual ~Overload() = default;
  const Params& params() const { return params_; }
  // Carries out a matched call; returns the number of values pushed.
  virtual int invoke(Call& call) const = 0;

 private:
  Params params_;
};

template <typename F, typename R, typename... P>
class LambdaOverload final : public Overload {
 public:
  static_assert(sizeof...(P) <= kMaxParams);
  explicit LambdaOverload(F f) : Overload({ParamTraits<P>::param()...}), f_(std::move(f)) {}

  int invoke(Call& call) const override {
    return invoke(call, std::make_integer_sequence<int, sizeof...(P)>{});
  }

 private:
  template <int... I>
  int invoke(Call& call, std::integer_sequence<int, I...>) const {
    if constexpr (std::is_void_v<R>) {
      f_(ParamTraits<P>::read(call, params(), I)...);
      return call.push_returned(params());
    } else {
      const R result = f_(ParamTraits<P>::read(call, params(), I)...);
      const int count = call.push_returned(params());
      return count + push(call.L, result);
    }
  }

  F f_;
};

template <typename F, typename R, typename C, typename... P>
std::unique_ptr<Overload> make_overload(F f, R (C::*)(P...) const) {
  return std::make_unique<LambdaOverload<F, R, P...>>(std::move(f));
}

struct Function {
  enum Form : unsigned { kFunction = 1, kMethod = 2, kBoth = 3 };

  std::string name;
  unsigned forms;
  TypeSet types;
  std::vector<std::unique_ptr<Overload>> overloads;
};

// A list of functions to install. `types` says which element types the functions exist for.
class Definitions {
 public:
  explicit Definitions(TypeSet types = kAllTypes) : types_(types) {}

  // torch.name(...) and t:name(...)
  template <typename... F>
  Definitions& def(const std::string& name, F... overloads) {
    return add(name, Function::kBoth, std::move(overloads)...);
  }
  template <typename... F>
  Definitions& function(const std::string& name, F... overloads) {
    return add(name, Function::kFunction, std::move(overloads)...);
  }
  template <typename... F>
  Definitions& method(const std::string& name, F... overloads) {
    return add(name, Function::kMethod, std::move(overloads)...);
  }

  // Sets the functions in the table at the top of the stack.
  void install_functions(lua_State* L) const;
  // Sets the methods in the metatables of the tensors of all types they exist for.
  void install_methods(lua_State* L) const;

 private:
  template <typename... F>
  Definitions& add(const std::string& name, unsigned forms, F... overloads) {
    auto function = std::make_unique<Function>(Function{name, forms, types_, {}});
    (function->overloads.push_back(make_overload(std::move(overloads), &F::operator())), ...);
    functions_.push_back(std::move(function));
    return *this;
  }

  TypeSet types_;
  std::vector<std::unique_ptr<Function>> functions_;
};

// Pushes a Lua function that calls `function`, which must outlive the Lua state.
void push_function(lua_State* L, const Function& function, bool as_method);

}  // namespace sluice::bind
