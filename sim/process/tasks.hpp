// Work in forked children: a piece each, results as text, crashes and Ctrl-C contained.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/progress.hpp"

namespace sluice {

// What a task shares with those beside it and with its parent.
class TaskShared {
 public:
  void add_done(std::int64_t count) { done_.fetch_add(count, std::memory_order_relaxed); }
  std::int64_t done() const { return done_.load(std::memory_order_relaxed); }

  // Task `index` found what makes all later tasks pointless; earlier ones go on, so that which
  // finding comes first never depends on the speed of the machine.
  void give_up_after(int index);
  bool pointless(int index) const { return index > last_useful_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> done_{0};
  std::atomic<int> last_useful_{1 << 30};
};

struct Task {
  std::string name;                                        // for messages
  std::function<std::string(TaskShared&, int index)> run;  // in the child
};

// Runs every task in a child of its own, at most `jobs` (0: one a processor) at once, and returns
// what they returned. An Error (or Interrupted) thrown in a child is thrown here; a child that
// crashes is an Error that names the task. No child is left when this returns or throws.
std::vector<std::string> run_tasks(const std::vector<Task>& tasks, int jobs, Progress& progress);

int processors();

}  // namespace sluice
