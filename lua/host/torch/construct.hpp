// The argument forms shared by tensor constructors, set() and resize().
#pragma once

#include "lua/host/bind/handle.hpp"

namespace sluice::bind {

// A tensor of `type` from the arguments from `index` on: nothing, sizes, a LongStorage of sizes
// (and one of strides), a tensor, a storage (with offset, sizes and strides), or nested tables of
// numbers.
Tensor read_tensor(lua_State* L, ElementType type, int index);

// Sizes as integers or as one LongStorage from `index` on, with strides as a second LongStorage.
struct SizeAndStride {
  Dims sizes;
  Dims strides;  // -1 where they are to be chosen
};
SizeAndStride read_sizes(lua_State* L, int index);

}  // namespace sluice::bind
