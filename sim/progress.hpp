// Progress of a long step on stderr: a bar with rate and time left on a terminal, sparse lines
// elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sluice {

class Progress {
 public:
  // `title` says what is done, `unit` what is counted ("images"). Silent unless `shown`.
  Progress(std::string title, std::string unit, std::int64_t total, bool shown);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Call as often as convenient: it prints a few times a second (a terminal) or every some seconds.
  void update(std::int64_t done);
  void finish();  // the last state, on a line of its own
  bool has_printed() const { return has_printed_; }

 private:
  using Clock = std::chrono::steady_clock;
  void print(std::int64_t done);
  std::string bar(std::int64_t done) const;

  std::string title_, unit_;
  std::int64_t total_, last_done_ = 0;
  bool shown_, terminal_, open_line_ = false, has_printed_ = false;
  Clock::time_point start_, next_print_;
};

// "3.2s", "4m05s".
std::string duration_text(double seconds);

}  // namespace sluice
