#include "commands/terminal.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace vestnik::commands {

namespace {

using namespace std::chrono_literals;

constexpr auto bar_interval = 100ms;
constexpr auto line_interval = 5s;
constexpr std::int64_t bar_width = 30;

void write_line(std::FILE* stream, std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stream);
  if (!line.ends_with('\n')) std::fputc('\n', stream);
  std::fflush(stream);
}

std::string figures(std::int64_t done, std::int64_t total) {
  if (total <= 0) return std::to_string(done);
  return std::to_string(std::min<std::int64_t>(100, done * 100 / total)) + " %";
}

}  // namespace

StreamTerminal::StreamTerminal() : is_terminal_(::isatty(STDERR_FILENO) == 1) {}
StreamTerminal::~StreamTerminal() {
  clear_bar();
}

void StreamTerminal::clear_bar() {
  if (bar_shown_) std::fputs("\r\x1B[K", stderr);
  bar_shown_ = false;
}

void StreamTerminal::print(std::string_view line) {
  clear_bar();
  write_line(stdout, line);
}

void StreamTerminal::error(std::string_view line) {
  clear_bar();
  write_line(stderr, line);
}

void StreamTerminal::progress(std::string_view stage, std::int64_t done, std::int64_t total) {
  const auto now = std::chrono::steady_clock::now();
  const bool new_stage = stage != stage_;
  // A log that says "pages: 9 %" last reads as if the rest had been left.
  const bool first_end = total > 0 && done >= total && (new_stage || !ended_);
  if (!new_stage && !first_end &&
      now - last_ <
          (is_terminal_ ? std::chrono::milliseconds(bar_interval) : std::chrono::milliseconds(line_interval))) {
    return;
  }
  last_ = now;
  stage_ = stage;
  ended_ = total > 0 && done >= total;
  if (!is_terminal_) {
    write_line(stderr, stage_ + ": " + figures(done, total));
    return;
  }
  std::string bar;
  if (total > 0) {
    const auto full = static_cast<std::size_t>(std::clamp<std::int64_t>(done * bar_width / total, 0, bar_width));
    bar = " [" + std::string(full, '#') + std::string(static_cast<std::size_t>(bar_width) - full, ' ') + "]";
  }
  std::fprintf(stderr, "\r\x1B[K%s%s %s", stage_.c_str(), bar.c_str(), figures(done, total).c_str());
  std::fflush(stderr);
  bar_shown_ = true;
}

}  // namespace vestnik::commands
