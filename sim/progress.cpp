// The bar and the lines of Progress.
#include "sim/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace sluice {
namespace {

constexpr int kBarWidth = 30;
constexpr auto kTerminalPause = std::chrono::milliseconds(150);
constexpr auto kLinePause = std::chrono::seconds(5);

std::string rate_text(double rate) {
  char text[32];
  std::snprintf(text, sizeof text, rate < 10 ? "%.1f" : "%.0f", rate);
  return text;
}

}  // namespace

std::string duration_text(double seconds) {
  char text[32];
  if (seconds < 60) {
    std::snprintf(text, sizeof text, "%.1fs", seconds);
  } else {
    const auto whole = static_cast<long>(seconds);
    std::snprintf(text, sizeof text, "%ldm%02lds", whole / 60, whole % 60);
  }
  return text;
}

Progress::Progress(std::string title, std::string unit, std::int64_t total, bool shown)
    : title_(std::move(title)),
      unit_(std::move(unit)),
      total_(total),
      shown_(shown),
      terminal_(isatty(STDERR_FILENO) == 1),
      start_(Clock::now()),
      next_print_(start_ + (terminal_ ? Clock::duration(kTerminalPause) : kLinePause)) {}

Progress::~Progress() {
  if (open_line_) std::fputc('\n', stderr);
}

void Progress::update(std::int64_t done) {
  last_done_ = done;
  if (!shown_ || Clock::now() < next_print_) return;
  print(done);
  next_print_ = Clock::now() + (terminal_ ? Clock::duration(kTerminalPause) : kLinePause);
}

void Progress::finish() {
  if (shown_) print(last_done_);
  if (open_line_) std::fputc('\n', stderr);
  open_line_ = false;
  shown_ = false;
}

std::string Progress::bar(std::int64_t done) const {
  const auto full = static_cast<int>(kBarWidth * done / std::max<std::int64_t>(total_, 1));
  std::string text(kBarWidth + 3, '.');
  text.front() = '[';
  std::fill_n(text.begin() + 1, full, '=');
  text[kBarWidth + 1] = ']';
  text.back() = ' ';
  return text;
}

void Progress::print(std::int64_t done) {
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  std::string line = title_ + " " + (terminal_ ? bar(done) : "") + std::to_string(done) + "/" +
                     std::to_string(total_) + " " + unit_ + ", " + rate_text(rate) + " " + unit_ +
                     "/s, ";
  line += done < total_ && rate > 0
              ? duration_text(static_cast<double>(total_ - done) / rate) + " left"
              : duration_text(seconds);
  std::fprintf(stderr, terminal_ ? "\r%s\033[K" : "%s\n", line.c_str());
  std::fflush(stderr);
  open_line_ = terminal_;
  has_printed_ = true;
}

}  // namespace sluice
