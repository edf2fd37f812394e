// Running tools: exec in a Child, a log, and messages that help.
#include "sim/process/tool.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>
#include <utility>

#include "runtime/base/error.hpp"
#include "runtime/base/interrupt.hpp"
#include "sim/process/child.hpp"

namespace sluice {
namespace {

constexpr auto kPause = std::chrono::milliseconds(2);
constexpr int kTailLines = 15;
constexpr int kCannotStart = 127;

std::string how_to_get(const std::string& tool) {
  static const std::map<std::string, std::string> packages = {{"verilator", "verilator"},
                                                              {"g++", "g++"}};
  const auto package = packages.find(tool);
  if (package == packages.end()) return "is it installed and in PATH?";
  return "install it (apt-get install " + package->second + ") or put its folder into PATH";
}

// In the child: replaces the process by the tool; comes back with a status when that fails.
int exec_tool(const ToolCommand& command, int output) {
  signal(SIGINT, SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(nothing, STDIN_FILENO);
  if (!command.directory.empty()) {
    if (chdir(command.directory.c_str()) != 0) return kCannotStart;
    setenv("TMPDIR", command.directory.c_str(),
           1);  // what a killed tool leaves goes with the folder
  }
  std::vector<char*> words;
  for (const std::string& word : command.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  execvp(words[0], words.data());
  return kCannotStart;
}

bool is_program(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

void need_tool(const std::string& tool) {
  if (!find_tool(tool)) throw Error(tool + ": not found in PATH", {}, {how_to_get(tool)});
}

// What a tool prints, kept in memory: a full disk must not swallow the very message that says so.
class Output {
 public:
  Output() : file_(memfd_create("tool output", MFD_CLOEXEC)) {
    if (file_ < 0) throw Error(std::string("no memory for output: ") + std::strerror(errno));
  }
  ~Output() {
    if (file_ >= 0) close(file_);
  }
  Output(Output&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  Output& operator=(Output&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  int file() const { return file_; }

  std::string text() const {
    std::string all;
    char part[4096];
    ssize_t got = 0;
    while ((got = pread(file_, part, sizeof part, static_cast<off_t>(all.size()))) > 0) {
      all.append(part, static_cast<std::size_t>(got));
    }
    return all;
  }

 private:
  int file_;
};

struct Running {
  const ToolCommand* command;
  Output output;
  Child child;
};

Running start(const ToolCommand& command) {
  need_tool(command.words.at(0));
  Output output;
  const int file = output.file();
  Child child([&command, file] { return exec_tool(command, file); });
  return {&command, std::move(output), std::move(child)};
}

std::string ending(int status) {
  if (WIFSIGNALED(status)) return std::string("was ended by ") + strsignal(WTERMSIG(status));
  return "failed with exit status " + std::to_string(WEXITSTATUS(status));
}

// The log is a convenience: where it cannot be written, the build says why soon enough.
void append_to_log(const std::string& log, const std::string& text) {
  if (!log.empty()) std::ofstream(log, std::ios::app) << text;
}

void finish(const Running& tool, int status) {
  const std::string text = tool.output.text();
  const std::string& log = tool.command->log;
  append_to_log(log, text);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  std::vector<std::string> notes;
  if (!text.empty()) notes.push_back("its output ends with:\n" + last_lines(text, kTailLines));
  if (!log.empty()) notes.push_back("the whole output is in " + log);
  throw Error(tool.command->words[0] + " " + ending(status), {}, notes);
}

// Drops those that have ended; throws when one of them failed.
void reap(std::vector<Running>& running) {
  for (std::size_t i = 0; i < running.size();) {
    if (const auto status = running[i].child.ended()) {
      finish(running[i], *status);
      running.erase(running.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

}  // namespace

void run_tools(const std::vector<ToolCommand>& commands, int jobs,
               const std::function<void(std::size_t ended)>& on_wait) {
  std::vector<Running> running;
  std::size_t next = 0;
  while (next < commands.size() || !running.empty()) {
    stop_if_interrupted();
    while (next < commands.size() && static_cast<int>(running.size()) < std::max(jobs, 1)) {
      running.push_back(start(commands[next]));
      ++next;
    }
    std::this_thread::sleep_for(kPause);
    reap(running);
    if (on_wait) on_wait(next - running.size());
  }
}

std::optional<std::string> find_tool(const std::string& tool) {
  if (tool.find('/') != std::string::npos) {
    return is_program(tool) ? std::optional(tool) : std::nullopt;
  }
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string candidate = (folder.empty() ? "." : folder) + "/" + tool;
    if (is_program(candidate)) return candidate;
  }
  return std::nullopt;
}

std::string tool_output(const std::vector<std::string>& words) {
  const ToolCommand command{words, "", ""};
  Running tool = start(command);
  std::optional<int> status;
  while (!(status = tool.child.ended())) {
    stop_if_interrupted();
    std::this_thread::sleep_for(kPause);
  }
  finish(tool, *status);
  std::string text = tool.output.text();
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string last_lines(const std::string& text, int lines) {
  std::size_t begin = text.find_last_not_of('\n') + 1;
  const std::size_t end = begin;
  for (; lines > 0 && begin > 0; --lines) {
    const std::size_t newline = text.rfind('\n', begin - 1);
    begin = newline == std::string::npos ? 0 : newline;
  }
  return text.substr(begin > 0 ? begin + 1 : 0, end - (begin > 0 ? begin + 1 : 0));
}

}  // namespace sluice
