// ParamTraits: for each type that a bound lambda may take, its Param and how it is read from a
// Call.
#pragma once

#include <type_traits>

#include "lua/host/bind/call.hpp"

namespace sluice::bind {

// How one lambda parameter p of type T is described and read.
template <typename T>
struct ParamTraits;

using Params = std::vector<Param>;

template <typename Wrapper, ParamKind Kind, Presence When, bool Returned>
struct TensorTraits {
  static Param param() { return {Kind, When, Returned, ElementType::Double}; }
  static Wrapper read(Call& call, const Params& params, int p) {
    return Wrapper{{&call.tensor(params, p, call.type)}};
  }
};

template <>
struct ParamTraits<Result> : TensorTraits<Result, ParamKind::Tensor, Presence::Result, true> {};
template <>
struct ParamTraits<Fresh> : TensorTraits<Fresh, ParamKind::Tensor, Presence::Optional, true> {};
template <>
struct ParamTraits<Self> : TensorTraits<Self, ParamKind::Tensor, Presence::Required, true> {};
template <>
struct ParamTraits<Source> : TensorTraits<Source, ParamKind::Tensor, Presence::Source, false> {};
template <>
struct ParamTraits<Any> : TensorTraits<Any, ParamKind::AnyTensor, Presence::Required, false> {};

struct InputTraits {
  static Param param() { return {ParamKind::Tensor, Presence::Required, false, {}}; }
  static Tensor& read(Call& call, const Params& params, int p) {
    return call.tensor(params, p, call.type);
  }
};
template <>
struct ParamTraits<const Tensor&> : InputTraits {};
template <>
struct ParamTraits<Tensor&> : InputTraits {};

template <typename Wrapper, ElementType Type, bool Fresh>
struct TypedTraits {
  static Param param() {
    return {ParamKind::TypedTensor, Fresh ? Presence::Optional : Presence::Required, Fresh, Type};
  }
  static Wrapper read(Call& call, const Params& params, int p) {
    return Wrapper{{&call.tensor(params, p, Type)}};
  }
};
template <ElementType Type>
struct ParamTraits<Typed<Type>> : TypedTraits<Typed<Type>, Type, false> {};
template <ElementType Type>
struct ParamTraits<TypedFresh<Type>> : TypedTraits<TypedFresh<Type>, Type, true> {};

// Parameters that are plain values: Read turns a stack index into a T.
template <typename T, ParamKind Kind, T (*Read)(lua_State*, int)>
struct ValueTraits {
  static Param param() { return {Kind, Presence::Required, false, {}}; }
  static T at(lua_State* L, int index) { return Read(L, index); }
  static T read(Call& call, const Params&, int p) {
    return Read(call.L, call.slots[static_cast<std::size_t>(p)]);
  }
};

namespace read {
inline double number(lua_State* L, int index) { return lua_tonumber(L, index); }
inline std::int64_t integer(lua_State* L, int index) {
  return static_cast<std::int64_t>(lua_tonumber(L, index));
}
inline bool boolean(lua_State* L, int index) { return lua_toboolean(L, index) != 0; }
Dim dim(lua_State* L, int index);
inline Position position(lua_State* L, int index) { return {integer(L, index) - 1}; }
std::string string(lua_State* L, int index);
Sizes sizes(lua_State* L, int index);
TensorList tensor_list(lua_State* L, int index);
Tensor tensor(lua_State* L, int index);
}  // namespace read

template <>
struct ParamTraits<double> : ValueTraits<double, ParamKind::Number, read::number> {};
template <>
struct ParamTraits<std::int64_t> : ValueTraits<std::int64_t, ParamKind::Integer, read::integer> {};
template <>
struct ParamTraits<bool> : ValueTraits<bool, ParamKind::Boolean, read::boolean> {};
template <>
struct ParamTraits<Dim> : ValueTraits<Dim, ParamKind::Integer, read::dim> {};
template <>
struct ParamTraits<Position> : ValueTraits<Position, ParamKind::Integer, read::position> {};
template <>
struct ParamTraits<std::string> : ValueTraits<std::string, ParamKind::String, read::string> {};
template <>
struct ParamTraits<Sizes> : ValueTraits<Sizes, ParamKind::Sizes, read::sizes> {};
template <>
struct ParamTraits<TensorList> : ValueTraits<TensorList, ParamKind::TensorList, read::tensor_list> {
};
template <>
struct ParamTraits<Tensor> : ValueTraits<Tensor, ParamKind::Tensor, read::tensor> {};

template <>
struct ParamTraits<Storage&> {
  static Param param() { return {ParamKind::Storage, Presence::Required, false, {}}; }
  static Storage& read(Call& call, const Params&, int p) {
    return *to_storage(call.L, call.slots[static_cast<std::size_t>(p)]);
  }
};

template <>
struct ParamTraits<Generator&> {
  static Param param() { return {ParamKind::Generator, Presence::Optional, false, {}}; }
  static Generator& read(Call& call, const Params&, int p) {
    const int slot = call.slots[static_cast<std::size_t>(p)];
    return slot ? *to_generator(call.L, slot) : default_generator();
  }
};

template <typename T>
struct ParamTraits<std::optional<T>> {
  static Param param() {
    Param param = ParamTraits<T>::param();
    param.presence = Presence::Optional;
    return param;
  }
  static std::optional<T> read(Call& call, const Params&, int p) {
    const int slot = call.slots[static_cast<std::size_t>(p)];
    return slot ? std::optional<T>(ParamTraits<T>::at(call.L, slot)) : std::nullopt;
  }
};

// Lambdas may take the larger values by reference.
template <typename T>
struct ParamTraits<const std::optional<T>&> : ParamTraits<std::optional<T>> {};
template <>
struct ParamTraits<const std::string&> : ParamTraits<std::string> {};

}  // namespace sluice::bind
