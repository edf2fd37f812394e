// Line editing for the prompt: history and completion by libedit.
#pragma once

#include <lua.hpp>

namespace sluice {

// Opens the module `sluice.line_editor`:
//   is_terminal() -> boolean: somebody types
//   read(prompt) -> line | nil, "end" | nil, "interrupted"
//   load_history(path), remember(line): history, kept in that file
//   set_completer(f): f(line, word) -> array of words, or nil for file names
//   rearm(): forget an interruption that has been reported
int open_line_editor(lua_State* lua);

}  // namespace sluice
