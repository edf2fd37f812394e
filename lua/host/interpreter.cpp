// The embedded LuaJIT: set up, and chunks run with a traceback.
#include "lua/host/interpreter.hpp"

#include "lua/host/interpreted_functions.hpp"
#include "lua/host/native_modules.hpp"
#include "lua/host/source_root.hpp"
#include "runtime/base/check.hpp"
#include "runtime/base/interrupt.hpp"

namespace sluice {
namespace {

// Turns any error value into text and adds the traceback. Runs as lua_pcall's message handler.
int add_traceback(lua_State* lua) {
  if (!lua_isstring(lua, 1)) {
    if (!luaL_callmeta(lua, 1, "__tostring") || !lua_isstring(lua, -1)) {
      lua_pushfstring(lua, "(error object is a %s value)", luaL_typename(lua, 1));
    }
    lua_replace(lua, 1);
  }
  luaL_traceback(lua, lua, lua_tostring(lua, 1), 1);
  return 1;
}

void set_package_path(lua_State* lua) {
  const std::string packages = package_folder();
  lua_getglobal(lua, "package");
  lua_getfield(lua, -1, "path");
  const std::string path =
      packages + "?.lua;" + packages + "?/init.lua;" + lua_tostring(lua, -1) + ";./?/init.lua";
  lua_pop(lua, 1);
  lua_pushlstring(lua, path.data(), path.size());
  lua_setfield(lua, -2, "path");
  lua_pop(lua, 1);
}

}  // namespace

const char* version() { return SLUICE_VERSION; }

Interpreter::Interpreter() : lua_(nullptr) {
  refuse_missing_packages();
  lua_ = luaL_newstate();
  check(lua_ != nullptr, "LuaJIT gives a state");
  luaL_openlibs(lua_);
  replace_miscompiled_functions(lua_);
  set_package_path(lua_);
  preload_native_modules(lua_);
}

Interpreter::~Interpreter() { lua_close(lua_); }

void Interpreter::set_arguments(const std::vector<std::string>& command_line, int script_index) {
  const int count = static_cast<int>(command_line.size());
  lua_createtable(lua_, count, script_index + 1);
  for (int i = 0; i < count; ++i) {
    const std::string& word = command_line[static_cast<std::size_t>(i)];
    lua_pushlstring(lua_, word.data(), word.size());
    lua_rawseti(lua_, -2, i - script_index);
  }
  lua_setglobal(lua_, "arg");
}

RunResult Interpreter::run_file(const std::string& path,
                                const std::vector<std::string>& arguments) {
  return run_loaded(luaL_loadfile(lua_, path.c_str()), arguments);
}

RunResult Interpreter::run_stdin(const std::vector<std::string>& arguments) {
  return run_loaded(luaL_loadfile(lua_, nullptr), arguments);
}

RunResult Interpreter::run_text(const std::string& text, const std::string& chunk_name,
                                const std::vector<std::string>& arguments) {
  return run_loaded(luaL_loadbuffer(lua_, text.data(), text.size(), chunk_name.c_str()), arguments);
}

RunResult Interpreter::run_loaded(int load_status, const std::vector<std::string>& arguments) {
  int status = load_status;
  if (status == 0) {
    const int function = lua_gettop(lua_);
    for (const std::string& argument : arguments) {
      lua_pushlstring(lua_, argument.data(), argument.size());
    }
    lua_pushcfunction(lua_, add_traceback);
    lua_insert(lua_, function);
    status = lua_pcall(lua_, static_cast<int>(arguments.size()), 0, function);
    lua_remove(lua_, function);
  }
  if (status == 0) return {};
  const char* text = lua_tostring(lua_, -1);
  RunResult result{interrupt_requested() ? Outcome::interrupted : Outcome::failed,
                   text != nullptr ? text : "(error without a message)"};
  lua_pop(lua_, 1);
  return result;
}

}  // namespace sluice
