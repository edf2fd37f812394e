// Ctrl-C: a signal handler that only sets flags, and a thread that sees whether they were heeded.
#include "lua/host/interrupt_watch.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <iterator>
#include <string_view>
#include <thread>

#include "lua/host/program.hpp"
#include "runtime/base/check.hpp"
#include "runtime/base/interrupt.hpp"
#include "runtime/files/staged_folder.hpp"

namespace sluice {
namespace {

constexpr int kPatienceMilliseconds = 3000;
constexpr char kSignal = 's', kQuit = 'q';

struct SignalWatch {
  lua_State* lua = nullptr;
  bool ends_when_deaf = false;
  int pipe[2] = {-1, -1};
  std::atomic<int> signals{0};
  std::thread thread;
  struct sigaction old[3]{};
};

// Ctrl-C, a polite end, and the end of the terminal or connection.
constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

SignalWatch* current = nullptr;

void raise_in_lua(lua_State* lua, lua_Debug*) {
  lua_sethook(lua, nullptr, 0, 0);
  luaL_error(lua, "interrupted");
}

void on_signal(int) {
  const int saved_errno = errno;
  request_interrupt();
  if (current->lua != nullptr) {
    lua_sethook(current->lua, raise_in_lua, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
  }
  current->signals.fetch_add(1);
  [[maybe_unused]] const ssize_t written = ::write(current->pipe[1], &kSignal, 1);
  errno = saved_errno;
}

void say(std::string_view text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

[[noreturn]] void end_program() {
  say("\nsluice: interrupted; ended at once\n");
  remove_staged_folders();
  ::_exit(kInterruptedStatus);
}

void lose_patience(const SignalWatch& watch) {
  if (watch.ends_when_deaf) end_program();
  say("\nstill running; Ctrl-C again ends the session\n");
}

// Gives false when the watch is over.
bool handle_message(const SignalWatch& watch, char message) {
  if (watch.signals.load() > 1) end_program();
  return message != kQuit;
}

void watch_signals(SignalWatch* watch) {
  int timeout = -1;
  while (true) {
    struct pollfd readable {};
    readable.fd = watch->pipe[0];
    readable.events = POLLIN;
    const int ready = ::poll(&readable, 1, timeout);
    timeout = -1;
    char message = 0;
    if (ready == 0) {
      if (watch->signals.load() > 0) lose_patience(*watch);
    } else if (ready > 0 && ::read(watch->pipe[0], &message, 1) == 1) {
      if (!handle_message(*watch, message)) return;
      timeout = kPatienceMilliseconds;
    }
  }
}

// The thread takes no signals: they belong to the thread that runs Lua.
std::thread start_deaf_thread(SignalWatch* watch) {
  sigset_t all, old;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &old);
  std::thread thread(watch_signals, watch);
  ::pthread_sigmask(SIG_SETMASK, &old, nullptr);
  return thread;
}

}  // namespace

InterruptWatch::InterruptWatch(lua_State* lua, bool ends_when_deaf) {
  check(current == nullptr, "one interrupt watch at a time");
  current = new SignalWatch;
  current->lua = lua;
  current->ends_when_deaf = ends_when_deaf;
  check(::pipe2(current->pipe, O_CLOEXEC) == 0, "a pipe for signals");
  current->thread = start_deaf_thread(current);
  struct sigaction action {};
  action.sa_handler = on_signal;  // without SA_RESTART: a waiting read gives up
  for (std::size_t i = 0; i < std::size(kSignals); ++i) {
    ::sigaction(kSignals[i], &action, &current->old[i]);
  }
  // `nohup` is for outliving the terminal.
  if (current->old[2].sa_handler == SIG_IGN) ::sigaction(SIGHUP, &current->old[2], nullptr);
}

InterruptWatch::~InterruptWatch() {
  for (std::size_t i = 0; i < std::size(kSignals); ++i) {
    ::sigaction(kSignals[i], &current->old[i], nullptr);
  }
  [[maybe_unused]] const ssize_t written = ::write(current->pipe[1], &kQuit, 1);
  current->thread.join();
  ::close(current->pipe[0]);
  ::close(current->pipe[1]);
  delete current;
  current = nullptr;
}

void rearm_interrupt_watch() {
  if (current == nullptr) return;
  if (current->lua != nullptr) lua_sethook(current->lua, nullptr, 0, 0);
  current->signals.store(0);
  clear_interrupt();
}

}  // namespace sluice
