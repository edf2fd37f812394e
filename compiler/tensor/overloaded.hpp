// Several lambdas as one visitor of a variant: a forgotten alternative does not compile.
#pragma once

namespace sluice {

template <typename... Lambdas>
struct Overloaded : Lambdas... {
  using Lambdas::operator()...;
};
template <typename... Lambdas>
Overloaded(Lambdas...) -> Overloaded<Lambdas...>;

}  // namespace sluice
