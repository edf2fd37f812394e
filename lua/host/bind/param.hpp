// Parameters of bound functions: what a Lua argument may be, as types of C++ lambda parameters.
//
// "The operating type" is the element type of the first tensor among a call's arguments; plain
// tensor parameters must all have it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/random/generator.hpp"
#include "runtime/tensor/tensor.hpp"

namespace sluice::bind {

enum class ParamKind : std::uint8_t {
  Tensor,       // of the operating type
  TypedTensor,  // of the element type named in the parameter
  AnyTensor,
  Storage,  // of any element type
  Number,
  Integer,
  Boolean,
  String,
  Generator,
  Sizes,       // a LongStorage, or all remaining arguments, which are integers
  TensorList,  // a table of tensors of the operating type
};

enum class Presence : std::uint8_t {
  Required,
  Optional,
  Result,  // function: optional, made when absent; method: the object itself
  Source,  // function: required; method: optional, the object itself when absent
};

struct Param {
  ParamKind kind = ParamKind::Number;
  Presence presence = Presence::Required;
  bool returned = false;
  ElementType element_type = ElementType::Double;  // of a TypedTensor
};

// --- the types that lambdas take ---

// A tensor parameter as a lambda sees it; converts to Tensor& where a kernel wants one.
struct TensorArgument {
  Tensor* tensor;
  operator Tensor&() const { return *tensor; }
  Tensor& operator*() const { return *tensor; }
  Tensor* operator->() const { return tensor; }
};

struct Result : TensorArgument {};  // returned; torch.f([result], ...) and result:f(...)
struct Fresh : TensorArgument {
};                                // returned; torch.f([result], t, ...) and t:f(...), new if absent
struct Self : TensorArgument {};  // returned; torch.f(t, ...) and t:f(...) change t itself
struct Source : TensorArgument {};  // the input that a method call may leave out
struct Any : TensorArgument {};     // a tensor of any type
// `const Tensor&` is an input, `Tensor&` is an argument that the function changes but does not
// return.
template <ElementType Type>
struct Typed : TensorArgument {};  // an input of one element type
template <ElementType Type>
struct TypedFresh : TensorArgument {};  // as Fresh, of one element type
using LongInput = Typed<ElementType::Long>;
using LongFresh = TypedFresh<ElementType::Long>;
using ByteInput = Typed<ElementType::Byte>;
using ByteFresh = TypedFresh<ElementType::Byte>;

struct Dim {  // 1-based in Lua
  int value;
  operator int() const { return value; }
};
struct Position {  // 1-based in Lua
  std::int64_t value;
  operator std::int64_t() const { return value; }
};
struct Sizes {
  Dims dims;
  operator const Dims&() const { return dims; }
};
using TensorList = std::vector<Tensor>;
// Also: double, std::int64_t, bool, std::string, Storage&, Generator& (the default one if absent),
// and std::optional<X> of Tensor, double, std::int64_t, bool, std::string, Dim and Position.

}  // namespace sluice::bind
