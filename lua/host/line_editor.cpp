// Line editing for the prompt: libedit, through its readline interface.
#include "lua/host/line_editor.hpp"

#include <editline/readline.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include "lua/host/interrupt_watch.hpp"
#include "runtime/base/interrupt.hpp"

namespace sluice {
namespace {

constexpr int kHistoryLines = 5000;

// libedit's callbacks carry no context, so the prompt's state is the program's.
lua_State* completer_state = nullptr;
int completer_reference = LUA_NOREF;
std::string history_path;
std::vector<std::string> candidates;

bool is_terminal() { return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0; }

// The bytes that follow the first one of a UTF-8 character.
int continuation_count(unsigned char first) {
  if (first >= 0xf0) return 3;
  if (first >= 0xe0) return 2;
  return first >= 0xc0 ? 1 : 0;
}

// One character for libedit, as its code point; EOF at the end and when interrupted.
int read_key(FILE*) {
  unsigned char byte = 0;
  if (::read(STDIN_FILENO, &byte, 1) != 1) return EOF;
  const int more = continuation_count(byte);
  int code = more == 0 ? byte : byte & (0x3f >> more);
  for (int i = 0; i < more && ::read(STDIN_FILENO, &byte, 1) == 1; ++i) {
    code = code << 6 | (byte & 0x3f);
  }
  return code;
}

char* next_candidate(const char*, int state) {
  static std::size_t next = 0;
  if (state == 0) next = 0;
  return next < candidates.size() ? ::strdup(candidates[next++].c_str()) : nullptr;
}

// Fills `candidates` with what the Lua completer gives; false where it leaves the word to files.
bool ask_completer(const char* word) {
  lua_State* lua = completer_state;
  candidates.clear();
  if (lua == nullptr || completer_reference == LUA_NOREF) return false;
  lua_rawgeti(lua, LUA_REGISTRYINDEX, completer_reference);
  lua_pushstring(lua, rl_line_buffer);
  lua_pushstring(lua, word);
  const bool found = lua_pcall(lua, 2, 1, 0) == 0 && lua_istable(lua, -1);
  for (int i = 1; found; ++i) {
    lua_rawgeti(lua, -1, i);
    if (!lua_isstring(lua, -1)) {
      lua_pop(lua, 1);
      break;
    }
    candidates.emplace_back(lua_tostring(lua, -1));
    lua_pop(lua, 1);
  }
  lua_pop(lua, 1);
  return found;
}

char** complete(const char* word, int, int) {
  if (!ask_completer(word)) return nullptr;
  rl_attempted_completion_over = 1;
  rl_completion_append_character = '\0';
  return rl_completion_matches(word, next_candidate);
}

void set_up_editing() {
  static bool done = false;
  if (done) return;
  done = true;
  const char* locale = std::setlocale(LC_CTYPE, "");
  if (locale == nullptr || std::strcmp(locale, "C") == 0) std::setlocale(LC_CTYPE, "C.UTF-8");
  rl_readline_name = "sluice";
  rl_catch_signals = 0;
  rl_getc_function = read_key;
  rl_attempted_completion_function = complete;
  static char breaks[] = " \t\n\"\\'><=;+-*/%^~#{}(),";
  rl_completer_word_break_characters = breaks;
  using_history();
  stifle_history(kHistoryLines);
}

// The end of the input, or an interruption, which is thereby dealt with.
int push_nothing(lua_State* lua) {
  const char* why = interrupt_requested() ? "interrupted" : "end";
  rearm_interrupt_watch();
  lua_pushnil(lua);
  lua_pushstring(lua, why);
  return 2;
}

int read_typed(lua_State* lua) {
  set_up_editing();
  char* line = ::readline(luaL_checkstring(lua, 1));
  if (interrupt_requested()) {
    std::free(line);
    std::cout << std::endl;
    return push_nothing(lua);
  }
  if (line == nullptr) return push_nothing(lua);
  lua_pushstring(lua, line);
  std::free(line);
  return 1;
}

int read_piped(lua_State* lua) {
  std::string line;
  if (!std::getline(std::cin, line)) return push_nothing(lua);
  lua_pushlstring(lua, line.data(), line.size());
  return 1;
}

int read(lua_State* lua) { return is_terminal() ? read_typed(lua) : read_piped(lua); }

int load_history(lua_State* lua) {
  set_up_editing();
  history_path = luaL_checkstring(lua, 1);
  ::read_history(history_path.c_str());
  return 0;
}

int remember(lua_State* lua) {
  if (!is_terminal()) return 0;
  ::add_history(luaL_checkstring(lua, 1));
  if (!history_path.empty()) ::write_history(history_path.c_str());
  return 0;
}

int set_completer(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TFUNCTION);
  lua_settop(lua, 1);
  completer_reference = luaL_ref(lua, LUA_REGISTRYINDEX);
  completer_state = lua;
  return 0;
}

int push_is_terminal(lua_State* lua) {
  lua_pushboolean(lua, is_terminal());
  return 1;
}

int rearm(lua_State*) {
  rearm_interrupt_watch();
  return 0;
}

}  // namespace

int open_line_editor(lua_State* lua) {
  constexpr luaL_Reg kFunctions[] = {{"is_terminal", push_is_terminal},
                                     {"read", read},
                                     {"load_history", load_history},
                                     {"remember", remember},
                                     {"rearm", rearm},
                                     {"set_completer", set_completer},
                                     {nullptr, nullptr}};
  lua_newtable(lua);
  luaL_register(lua, nullptr, kFunctions);
  return 1;
}

}  // namespace sluice
