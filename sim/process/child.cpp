// Child: fork, process group, death with the parent.
#include "sim/process/child.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <utility>

#include "runtime/base/error.hpp"

namespace sluice {
namespace {

// A crash is the parent's to explain, whatever handlers this program has.
void forget_crash_handlers() {
  for (const int number : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS}) signal(number, SIG_DFL);
}

[[noreturn]] void run_body(const std::function<int()>& body, pid_t parent) {
  setpgid(0, 0);
  forget_crash_handlers();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  int status = 1;
  try {
    status = body();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sluice: %s\n", error.what());
  }
  std::fflush(nullptr);
  _exit(status);
}

}  // namespace

Child::Child(const std::function<int()>& body) {
  std::fflush(nullptr);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ < 0) throw Error(std::string("cannot start a process: ") + std::strerror(errno));
  if (pid_ == 0) run_body(body, parent);
  setpgid(pid_, pid_);  // both sides, so that neither has to wait for the other
}

Child::~Child() {
  if (pid_ <= 0 || status_) return;
  kill();
  wait();
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), status_(std::exchange(other.status_, std::nullopt)) {}

Child& Child::operator=(Child&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(status_, other.status_);
  return *this;
}

std::optional<int> Child::ended() {
  int status = 0;
  if (!status_ && waitpid(pid_, &status, WNOHANG) == pid_) status_ = status;
  return status_;
}

int Child::wait() {
  int status = 0;
  while (!status_) {
    const pid_t got = waitpid(pid_, &status, 0);
    if (got == pid_ || (got < 0 && errno != EINTR)) status_ = status;
  }
  return *status_;
}

void Child::kill() noexcept {
  if (pid_ <= 0 || status_) return;
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);
}

}  // namespace sluice
