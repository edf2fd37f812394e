// What Lua's own library does not offer of the operating system.
#include "lua/host/system_module.hpp"

#include <dirent.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

#include "lua/host/bind/call_site.hpp"
#include "lua/host/interpreter.hpp"
#include "lua/host/source_root.hpp"
#include "runtime/base/interrupt.hpp"

namespace sluice {
namespace {

int push_failure(lua_State* lua) {
  const int reason = errno;
  lua_pushnil(lua);
  lua_pushstring(lua, std::strerror(reason));
  return 2;
}

int push_success(lua_State* lua, int status) {
  if (status != 0) return push_failure(lua);
  lua_pushboolean(lua, 1);
  return 1;
}

// file_kind(path) -> nil, "file", "folder" or "other"
int file_kind(lua_State* lua) {
  struct stat status {};
  if (::stat(luaL_checkstring(lua, 1), &status) != 0) return 0;
  lua_pushstring(lua, S_ISREG(status.st_mode)   ? "file"
                      : S_ISDIR(status.st_mode) ? "folder"
                                                : "other");
  return 1;
}

// temporary_name(path) -> a name beside it that nothing else uses
int temporary_name(lua_State* lua) {
  static int count = 0;
  const std::string name = std::string(luaL_checkstring(lua, 1)) + ".partial-" +
                           std::to_string(::getpid()) + "-" + std::to_string(++count);
  lua_pushlstring(lua, name.data(), name.size());
  return 1;
}

// copy_mode(from, to): the permissions of one file for another; true unless one of them is missing
int copy_mode(lua_State* lua) {
  struct stat status {};
  const char* to = luaL_checkstring(lua, 2);
  if (::stat(luaL_checkstring(lua, 1), &status) != 0) return push_failure(lua);
  return push_success(lua, ::chmod(to, status.st_mode & 07777U));
}

// list(folder) -> array of names, "." and ".." among them, in the system's order
int list(lua_State* lua) {
  DIR* folder = ::opendir(luaL_checkstring(lua, 1));
  if (folder == nullptr) return push_failure(lua);
  lua_newtable(lua);
  int count = 0;
  while (const dirent* entry = ::readdir(folder)) {
    lua_pushstring(lua, entry->d_name);
    lua_rawseti(lua, -2, ++count);
  }
  ::closedir(folder);
  return 1;
}

int make_folder(lua_State* lua) {
  return push_success(lua, ::mkdir(luaL_checkstring(lua, 1), 0777));
}

int remove_folder(lua_State* lua) { return push_success(lua, ::rmdir(luaL_checkstring(lua, 1))); }

// Removes a file or a symbolic link; never follows the link.
int remove_file(lua_State* lua) { return push_success(lua, ::unlink(luaL_checkstring(lua, 1))); }

// is_link(path): a symbolic link, wherever it leads
int is_link(lua_State* lua) {
  struct stat status {};
  lua_pushboolean(lua, ::lstat(luaL_checkstring(lua, 1), &status) == 0 && S_ISLNK(status.st_mode));
  return 1;
}

int working_folder(lua_State* lua) {
  char path[PATH_MAX];
  if (::getcwd(path, sizeof path) == nullptr) return push_failure(lua);
  lua_pushstring(lua, path);
  return 1;
}

int real_path(lua_State* lua) {
  char path[PATH_MAX];
  if (::realpath(luaL_checkstring(lua, 1), path) == nullptr) return push_failure(lua);
  lua_pushstring(lua, path);
  return 1;
}

// modified(path) -> seconds since 1970, size in bytes
int modified(lua_State* lua) {
  struct stat status {};
  if (::stat(luaL_checkstring(lua, 1), &status) != 0) return push_failure(lua);
  lua_pushnumber(lua, static_cast<double>(status.st_mtim.tv_sec) +
                          1e-9 * static_cast<double>(status.st_mtim.tv_nsec));
  lua_pushnumber(lua, static_cast<double>(status.st_size));
  return 2;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

// clocks() -> wall seconds from some start, this process's user and system seconds
int clocks(lua_State* lua) {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  lua_pushnumber(lua, std::chrono::duration<double>(now).count());
  lua_pushnumber(lua, seconds(usage.ru_utime));
  lua_pushnumber(lua, seconds(usage.ru_stime));
  return 3;
}

// sleep(seconds), cut short by Ctrl-C
int sleep(lua_State* lua) {
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::duration<double>(luaL_checknumber(lua, 1));
  while (!interrupt_requested() && std::chrono::steady_clock::now() < end) {
    const auto left = end - std::chrono::steady_clock::now();
    std::this_thread::sleep_for(
        std::min<std::chrono::duration<double>>(left, std::chrono::milliseconds(50)));
  }
  return 0;
}

// is_terminal(descriptor)
int is_terminal(lua_State* lua) {
  lua_pushboolean(lua, ::isatty(static_cast<int>(luaL_checkinteger(lua, 1))));
  return 1;
}

// The width of the terminal, 80 where there is none.
int terminal_columns(lua_State* lua) {
  winsize size{};
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  lua_pushinteger(lua, known ? size.ws_col : 80);
  return 1;
}

int system_name(lua_State* lua) {
  utsname names{};
  if (::uname(&names) != 0) return push_failure(lua);
  lua_pushstring(lua, names.sysname);
  lua_pushstring(lua, names.nodename);
  lua_pushstring(lua, names.machine);
  return 3;
}

int program_path(lua_State* lua) {
  lua_settop(lua, 0);
  lua_pushliteral(lua, "/proc/self/exe");
  return real_path(lua);
}

int push_source_root(lua_State* lua) {
  lua_pushstring(lua, source_root().c_str());
  return 1;
}

// "file:line" of the user's script, nil when no script is running.
int push_call_site(lua_State* lua) {
  const std::string place = bind::call_site(lua);
  if (place.empty()) return 0;
  lua_pushlstring(lua, place.data(), place.size());
  return 1;
}

int push_version(lua_State* lua) {
  lua_pushstring(lua, version());
  return 1;
}

}  // namespace

int open_system(lua_State* lua) {
  constexpr luaL_Reg kFunctions[] = {{"file_kind", file_kind},
                                     {"temporary_name", temporary_name},
                                     {"copy_mode", copy_mode},
                                     {"list", list},
                                     {"make_folder", make_folder},
                                     {"remove_folder", remove_folder},
                                     {"remove_file", remove_file},
                                     {"is_link", is_link},
                                     {"working_folder", working_folder},
                                     {"real_path", real_path},
                                     {"modified", modified},
                                     {"clocks", clocks},
                                     {"sleep", sleep},
                                     {"is_terminal", is_terminal},
                                     {"terminal_columns", terminal_columns},
                                     {"system_name", system_name},
                                     {"program_path", program_path},
                                     {"source_root", push_source_root},
                                     {"call_site", push_call_site},
                                     {"version", push_version},
                                     {nullptr, nullptr}};
  lua_newtable(lua);
  luaL_register(lua, nullptr, kFunctions);
  return 1;
}

}  // namespace sluice
