// Ctrl-C: stops the running Lua or C++ code cleanly, or ends the program when it does not listen.
#pragma once

#include <lua.hpp>

namespace sluice {

// While one of these lives, SIGINT, SIGTERM and (not under nohup) SIGHUP ask the code to stop: C++
// through interrupt_requested(), Lua through an error "interrupted". The second signal, or three
// seconds of deafness where `ends_when_deaf`, ends the program with status 130; folders that are
// being written vanish either way. (LuaJIT cannot interrupt a compiled loop that calls nothing.)
class InterruptWatch {
 public:
  // `lua` may be null: then only C++ is asked to stop.
  InterruptWatch(lua_State* lua, bool ends_when_deaf);
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;
};

// Forgets a signal that has been dealt with, so that the prompt can go on.
void rearm_interrupt_watch();

}  // namespace sluice
