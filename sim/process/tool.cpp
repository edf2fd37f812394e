// Running tools: exec in a Child, a log, and messages that help.
#include "sim/process/tool.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "runtime/base/error.hpp"
#include "runtime/base/interrupt.hpp"
#include "sim/process/child.hpp"

namespace sluice {
namespace {

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
  if (!command.directory.empty() && chdir(command.directory.c_str()) != 0) return kCannotStart;
  std::vector<char*> words;
  for (const std::string& word : command.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  execvp(words[0], words.data());
  return kCannotStart;
}

bool in_path(const std::string& tool) {
  if (tool.find('/') != std::string::npos) return access(tool.c_str(), X_OK) == 0;
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string candidate = (folder.empty() ? "." : folder) + "/" + tool;
    if (access(candidate.c_str(), X_OK) == 0) return true;
  }
  return false;
}

void need_tool(const std::string& tool) {
  if (!in_path(tool)) throw Error(tool + ": not found in PATH", {}, {how_to_get(tool)});
}

int open_log(const std::string& path) {
  const std::string target = path.empty() ? "/dev/null" : path;
  const int file = open(target.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) throw Error(target + ": cannot write: " + std::strerror(errno));
  return file;
}

Child start(const ToolCommand& command) {
  need_tool(command.words.at(0));
  const int log = open_log(command.log);
  Child child([&] { return exec_tool(command, log); });
  close(log);
  return child;
}

std::string ending(int status) {
  if (WIFSIGNALED(status)) return std::string("was ended by ") + strsignal(WTERMSIG(status));
  return "failed with exit status " + std::to_string(WEXITSTATUS(status));
}

void check_status(const ToolCommand& command, int status) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  std::vector<std::string> notes;
  if (!command.log.empty()) {
    notes.push_back("its output ends with:\n" + file_tail(command.log, kTailLines));
    notes.push_back("the whole output is in " + command.log);
  }
  throw Error(command.words[0] + " " + ending(status), {}, notes);
}

struct Running {
  const ToolCommand* command;
  Child child;
};

// Drops those that have ended; throws when one of them failed.
void reap(std::vector<Running>& running) {
  for (std::size_t i = 0; i < running.size();) {
    if (const auto status = running[i].child.ended()) {
      check_status(*running[i].command, *status);
      running.erase(running.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

}  // namespace

void run_tools(const std::vector<ToolCommand>& commands, int jobs) {
  std::vector<Running> running;
  std::size_t next = 0;
  while (next < commands.size() || !running.empty()) {
    stop_if_interrupted();
    while (next < commands.size() && static_cast<int>(running.size()) < std::max(jobs, 1)) {
      running.push_back({&commands[next], start(commands[next])});
      ++next;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    reap(running);
  }
}

std::string tool_output(const std::vector<std::string>& words) {
  need_tool(words.at(0));
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw Error(std::string("no pipe: ") + std::strerror(errno));
  const ToolCommand command{words, "", ""};
  Child child([&] { return exec_tool(command, ends[1]); });
  close(ends[1]);
  std::string text;
  char part[4096];
  ssize_t got = 0;
  while ((got = read(ends[0], part, sizeof part)) > 0 || (got < 0 && errno == EINTR)) {
    if (got > 0) text.append(part, static_cast<std::size_t>(got));
  }
  close(ends[0]);
  check_status(command, child.wait());
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string file_tail(const std::string& path, int lines) {
  std::ifstream file(path);
  std::vector<std::string> all;
  for (std::string line; std::getline(file, line);) all.push_back(line);
  const std::size_t wanted = static_cast<std::size_t>(std::max(lines, 0));
  std::string tail;
  for (std::size_t i = all.size() > wanted ? all.size() - wanted : 0; i < all.size(); ++i) {
    tail += (tail.empty() ? "" : "\n") + all[i];
  }
  return tail;
}

}  // namespace sluice
