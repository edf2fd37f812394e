// A child process as a value: forked, and killed and reaped when it goes out of scope.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>

namespace sluice {

class Child {
 public:
  // `body` runs in the child, whose exit status is what it returns; it never comes back. The child
  // leads a process group of its own and dies with its parent.
  explicit Child(const std::function<int()>& body);
  ~Child();
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // The status as waitpid() gives it, once the child has ended.
  std::optional<int> ended();
  int wait();
  void kill() noexcept;  // with all of its group

 private:
  pid_t pid_ = -1;
  std::optional<int> status_;
};

}  // namespace sluice
