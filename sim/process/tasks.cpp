// Tasks in children: a pipe each for the result, shared memory for the counters.
#include "sim/process/tasks.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "runtime/base/error.hpp"
#include "runtime/base/interrupt.hpp"
#include "sim/process/child.hpp"
#include "sim/process/shared_memory.hpp"

namespace sluice {
namespace {

constexpr int kPollMilliseconds = 50;

// The first byte of what a child sends says which it is.
constexpr char kResult = 'R', kError = 'E', kInterrupted = 'I';

std::string pack(const Error& error) {
  nlohmann::json json = {{"message", error.message},
                         {"file", error.location.file},
                         {"line", error.location.line},
                         {"notes", error.notes}};
  return kError + json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

[[noreturn]] void throw_packed(const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text.begin() + 1, text.end());
  throw Error(json.at("message"), {json.at("file"), json.at("line")}, json.at("notes"));
}

bool write_all(int file, const std::string& text) {
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t count = write(file, text.data() + sent, text.size() - sent);
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) sent += static_cast<std::size_t>(count);
  }
  return true;
}

std::string packed_result(const Task& task, TaskShared& shared, int index) {
  try {
    return kResult + task.run(shared, index);
  } catch (const Interrupted&) {
    return {kInterrupted};
  } catch (const Error& error) {
    return pack(error);
  } catch (const std::bad_alloc&) {
    return pack(Error(task.name + ": out of memory"));
  } catch (const std::exception& error) {
    return pack(Error(task.name + ": " + error.what()));
  }
}

// Closes its descriptor at the end.
class PipeEnd {
 public:
  explicit PipeEnd(int descriptor = -1) : descriptor_(descriptor) {}
  PipeEnd(PipeEnd&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  PipeEnd& operator=(PipeEnd&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~PipeEnd() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

class RunningTask {
 public:
  RunningTask(const Task& task, int index, TaskShared& shared) : task_(&task), index_(index) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw Error(std::string("no pipe: ") + std::strerror(errno));
    pipe_ = PipeEnd(ends[0]);
    const PipeEnd written(ends[1]);
    child_ = std::make_unique<Child>([&] {
      signal(SIGINT, SIG_IGN);  // the parent decides
      return write_all(written.get(), packed_result(task, shared, index)) ? 0 : 1;
    });
  }

  int pipe() const { return pipe_.get(); }
  int index() const { return index_; }

  // Reads once; true at the end.
  bool read_some() {
    char part[65536];
    const ssize_t got = read(pipe_.get(), part, sizeof part);
    if (got > 0) text_.append(part, static_cast<std::size_t>(got));
    return got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN);
  }

  std::string result() {
    const int status = child_->wait();
    if (WIFSIGNALED(status)) {
      throw Error(task_->name + ": the simulation process was ended by " +
                  strsignal(WTERMSIG(status)));
    }
    if (text_.empty()) throw Error(task_->name + ": the simulation process ended without a result");
    if (text_[0] == kInterrupted) throw Interrupted();
    if (text_[0] == kError) throw_packed(text_);
    return text_.substr(1);
  }

 private:
  const Task* task_;
  int index_;
  PipeEnd pipe_;
  std::unique_ptr<Child> child_;
  std::string text_;
};

using RunningTasks = std::vector<std::unique_ptr<RunningTask>>;

void wait_for_any(const RunningTasks& running) {
  std::vector<pollfd> files;
  for (const auto& task : running) files.push_back({task->pipe(), POLLIN, 0});
  poll(files.data(), files.size(), kPollMilliseconds);
}

// Moves on every task that has something to say; stores the results of those that are done.
void collect(RunningTasks& running, std::vector<std::string>& results) {
  for (auto task = running.begin(); task != running.end();) {
    pollfd file{(*task)->pipe(), POLLIN, 0};
    if (poll(&file, 1, 0) == 1 && (*task)->read_some()) {
      results[static_cast<std::size_t>((*task)->index())] = (*task)->result();
      task = running.erase(task);
    } else {
      ++task;
    }
  }
}

}  // namespace

void TaskShared::give_up_after(int index) {
  int seen = last_useful_.load();
  while (index < seen && !last_useful_.compare_exchange_weak(seen, index)) {
  }
}

int processors() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

std::vector<std::string> run_tasks(const std::vector<Task>& tasks, int jobs, Progress& progress) {
  SharedMemory<TaskShared> shared(1);
  std::vector<std::string> results(tasks.size());
  RunningTasks running;
  const auto limit = static_cast<std::size_t>(jobs > 0 ? jobs : processors());
  std::size_t next = 0;
  while (next < tasks.size() || !running.empty()) {
    stop_if_interrupted();
    for (; next < tasks.size() && running.size() < limit; ++next) {
      running.push_back(
          std::make_unique<RunningTask>(tasks[next], static_cast<int>(next), shared[0]));
    }
    wait_for_any(running);
    collect(running, results);
    progress.update(shared[0].done());
  }
  progress.finish();
  return results;
}

}  // namespace sluice
