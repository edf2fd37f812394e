// Handles: how C++ objects live in Lua, as userdata that own one reference each.
#pragma once

#include <lua.hpp>
#include <string>

#include "runtime/base/ref.hpp"
#include "runtime/random/generator.hpp"
#include "runtime/tensor/tensor.hpp"

namespace sluice::bind {

// A plain value as a shared object.
template <typename T>
class Box : public RefCounted {
 public:
  explicit Box(T initial) : value(std::move(initial)) {}
  T value;
};
using TensorBox = Box<Tensor>;
using GeneratorBox = Box<Generator>;

enum class ObjectKind : std::uint8_t { Tensor, Storage, Generator, Other };

// What all handles of one Lua class share. Instances live for the whole program.
struct ObjectClass {
  std::string name;  // "torch.FloatTensor"
  ObjectKind kind = ObjectKind::Other;
  ElementType element_type = ElementType::Double;  // of tensors and storages
};

const ObjectClass& tensor_class(ElementType type);
const ObjectClass& storage_class(ElementType type);
const ObjectClass& generator_class();

// The userdata's content. `tag` tells our userdata from foreign ones.
struct Handle {
  const void* tag;
  const ObjectClass* object_class;
  RefCounted* object;
};

// The handle at `index`, null when there is something else.
Handle* to_handle(lua_State* L, int index);

// Pushes the metatable of a class, making it on first use with __gc, __eq, __typename and
// __version.
void push_metatable(lua_State* L, const ObjectClass& object_class);

// Pushes a new handle, which becomes one more owner of `object`.
void push_object(lua_State* L, const ObjectClass& object_class, RefCounted* object);
void push_tensor(lua_State* L, const Tensor& tensor);
void push_storage(lua_State* L, const Ref<Storage>& storage);  // nil for a null storage

// The object at `index`; null when there is something else.
Tensor* to_tensor(lua_State* L, int index);
Storage* to_storage(lua_State* L, int index);
Generator* to_generator(lua_State* L, int index);

// The class's name of our own objects and of instances of torch.class, else Lua's own type name.
std::string type_name(lua_State* L, int index);

}  // namespace sluice::bind
