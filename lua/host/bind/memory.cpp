// Collection is paced by bytes: none until the storages have doubled since the last cycle, then a
// cycle spread over the next half as much again.
#include "lua/host/bind/memory.hpp"

#include <algorithm>

#include "runtime/tensor/storage.hpp"

namespace sluice::bind {
namespace {

constexpr std::int64_t kFreeBytes = 64 << 20;     // below this, storages never cause a collection
constexpr std::int64_t kMinimumStride = 1 << 20;  // bytes allocated between two steps

struct Pace {
  std::int64_t threshold = kFreeBytes;  // live bytes that start a cycle
  std::int64_t paid = 0;                // allocated bytes already answered with collection work
};

Pace pace;

// Kilobytes of Lua's heap to work through for `allocated` new bytes outside of it.
int step_size(lua_State* L, std::int64_t allocated) {
  const double share = static_cast<double>(allocated) / (static_cast<double>(pace.threshold) / 2);
  return 1 + static_cast<int>(std::min(share, 1.0) * lua_gc(L, LUA_GCCOUNT, 0));
}

}  // namespace

void collect_garbage_if_due(lua_State* L) {
  const std::int64_t allocated = Storage::allocated_bytes();
  const std::int64_t live = Storage::live_bytes();
  if (live < pace.threshold) {
    pace.paid = allocated;
    return;
  }
  if (allocated - pace.paid < kMinimumStride) return;
  const bool finished = lua_gc(L, LUA_GCSTEP, step_size(L, allocated - pace.paid)) != 0;
  pace.paid = allocated;
  if (finished) pace.threshold = std::max(kFreeBytes, 2 * Storage::live_bytes());
}

}  // namespace sluice::bind
